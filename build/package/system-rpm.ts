import { spawnSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isQuick, layOut, type PackageOrder } from './order.ts'

/** In a spec a percent sign begins a macro. */
const literally = (text: string): string => text.replaceAll('%', '%%')

/** What rpmbuild makes a package by. `staged`: where its files are laid out. */
export function specText({ control, description, scripts, files }: PackageOrder, staged: string): string {
  const script = (section: string, file: string | undefined): readonly string[] =>
    file === undefined ? [] : [section, literally(readFileSync(file, 'utf8'))]
  return [
    // Electron comes as it is: nothing is stripped, split or looked into.
    '%global debug_package %{nil}',
    '%global __os_install_post %{nil}',
    '%global _build_id_links none',
    ...[...control].map(([tag, value]) => `${tag}: ${literally(value)}`),
    '%description',
    literally(description),
    '%install',
    `mkdir -p '%{buildroot}'`,
    `cp -a '${staged}/.' '%{buildroot}/'`,
    ...script('%post', scripts.get('postinst')),
    ...script('%postun', scripts.get('postrm')),
    '%files',
    '%defattr(-,root,root)',
    ...files.map(([, to]) => `"${to}"`),
    '',
  ].join('\n')
}

export function makeRpm(order: PackageOrder): number {
  const folder = mkdtempSync(join(tmpdir(), 'samsa-rpm-'))
  try {
    const staged = join(folder, 'staged')
    mkdirSync(staged)
    layOut(order.files, staged)
    const spec = join(folder, 'samsa.spec')
    writeFileSync(spec, specText(order, staged))
    const defined = [`_topdir ${folder}`, `_rpmdir ${folder}/made`, `_binary_payload ${isQuick() ? 'w1.gzdio' : 'w6T.xzdio'}`].flatMap(
      (macro) => ['--define', macro],
    )
    const built = spawnSync('rpmbuild', ['-bb', '--quiet', '--target', order.architecture, ...defined, spec], { stdio: 'inherit' })
    const [made] = globSync('made/**/*.rpm', { cwd: folder })
    if (built.status !== 0 || made === undefined) return built.status || 1
    copyFileSync(join(folder, made), order.output)
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
