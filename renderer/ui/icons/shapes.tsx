import type { JSX } from 'react'

/** 16 px line icons, 1.4 px stroke. One entry a thing; the same thing has the same icon everywhere. */
export const shapes = {
  overview: (
    <>
      <rect x="2" y="2" width="5" height="6" rx="1" />
      <rect x="9" y="2" width="5" height="3.5" rx="1" />
      <rect x="2" y="10.5" width="5" height="3.5" rx="1" />
      <rect x="9" y="8" width="5" height="6" rx="1" />
    </>
  ),
  guide: (
    <>
      <path d="M8 4.2C6.8 3 4.800 2.600 2.300 2.700v9.600c2.500-.1 4.500.3 5.700 1.500 1.200-1.200 3.200-1.600 5.700-1.500V2.700c-2.500-.1-4.500.3-5.700 1.500Z" />
      <path d="M8 4.200v9.600" />
    </>
  ),
  wall: (
    <>
      <rect x="1.8" y="2.5" width="12.4" height="9" rx="1.2" />
      <path d="M5.5 14h5M2 7h12M6 2.5v9M10 2.5v9" />
    </>
  ),
  groups: (
    <>
      <path d="M2 4h5l2 4h5M2 12h5l2-4" />
      <circle cx="2" cy="4" r=".8" />
      <circle cx="2" cy="12" r=".8" />
      <path d="m12 6 2 2-2 2" />
    </>
  ),
  topics: (
    <>
      <path d="M2 4h9M2 8h11M2 12h7" />
      <path d="M13 4h1M15 8h0M11 12h1.5" strokeDasharray="1.5 1.5" />
    </>
  ),
  messages: (
    <>
      <path d="M2.5 3.5h11v7.5h-6L4.5 13.5V11h-2z" />
    </>
  ),
  brokers: (
    <>
      <rect x="2" y="2.5" width="12" height="4.5" rx="1.2" />
      <rect x="2" y="9" width="12" height="4.5" rx="1.2" />
      <path d="M4.5 4.75h.5M4.5 11.25h.5" />
    </>
  ),
  agents: (
    <>
      <path d="M8 1.8 13.5 5v6L8 14.2 2.5 11V5z" />
      <path d="m2.8 5.2 5.2 3 5.2-3M8 8.2v5.8" />
    </>
  ),
  reassign: (
    <>
      <path d="M2 5h10M9.5 2.5 12 5 9.5 7.5M14 11H4M6.5 8.5 4 11l2.5 2.5" />
    </>
  ),
  runbook: (
    <>
      <path d="M6 4h8M6 8h8M6 12h8" />
      <path d="m1.8 4 .9.9 1.6-1.8M1.8 8l.9.9 1.6-1.8" />
      <circle cx="2.9" cy="12" r=".9" />
    </>
  ),
  doctor: (
    <>
      <path d="M2 8.5h3l1.5-4 3 7.5 1.5-3.5h3" />
    </>
  ),
  security: (
    <>
      <path d="M8 1.8 13 4v3.8c0 3-2.1 5.3-5 6.4-2.9-1.1-5-3.4-5-6.4V4z" />
    </>
  ),
  activity: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.5 1.5" />
    </>
  ),
  compare: (
    <>
      <path d="M8 2v12" />
      <rect x="2" y="4" width="4" height="8" rx="1" />
      <rect x="10" y="4" width="4" height="8" rx="1" strokeDasharray="2 1.5" />
    </>
  ),
  rec: (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </>
  ),
  settings: (
    <>
      <path d="M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7" />
      <circle cx="10.7" cy="4.5" r="1.7" />
      <circle cx="5.2" cy="11.5" r="1.7" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </>
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" />
    </>
  ),
  unlock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5 7V5a3 3 0 0 1 5.8-1" />
    </>
  ),
  x: (
    <>
      <path d="m4 4 8 8M12 4l-8 8" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  down: (
    <>
      <path d="m4 6 4 4 4-4" />
    </>
  ),
  right: (
    <>
      <path d="m6 4 4 4-4 4" />
    </>
  ),
  min: (
    <>
      <path d="M3.5 8h9" />
    </>
  ),
  max: (
    <>
      <rect x="3.5" y="3.5" width="9" height="9" rx="1" />
    </>
  ),
  warn: (
    <>
      <path d="M8 2.2 14.5 13.5h-13z" />
      <path d="M8 6.5v3.2M8 11.6v.1" />
    </>
  ),
  ok: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.2 8.3 2 2 3.6-4.3" />
    </>
  ),
  check: (
    <>
      <path d="m3 8.5 3.2 3.2L13 4.8" />
    </>
  ),
  stop: (
    <>
      <path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z" />
      <path d="M5.5 5.5l5 5M10.5 5.5l-5 5" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.3v3.7M8 5v.1" />
    </>
  ),
  star: (
    <>
      <path d="m8 2 1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5z" />
    </>
  ),
  bell: (
    <>
      <path d="M8 2a4 4 0 0 0-4 4c0 3.6-1.5 4.6-1.5 5.5h11C13.5 10.6 12 9.6 12 6a4 4 0 0 0-4-4z" />
      <path d="M6.6 13.5a1.5 1.5 0 0 0 2.8 0" />
    </>
  ),
  undo: (
    <>
      <path d="M5.5 3 2.5 6l3 3" />
      <path d="M2.8 6H10a3.5 3.5 0 0 1 0 7H7" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M3.5 10.5h-1v-8h8v1" />
    </>
  ),
  play: (
    <>
      <path d="M5 3.5v9l7-4.5z" />
    </>
  ),
  filter: (
    <>
      <path d="M2 4h12M4.5 8h7M6.5 12h3" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 5v3l2 1.5" />
    </>
  ),
  folder: (
    <>
      <path d="M2 4.5h4l1.5 1.5H14v7H2z" />
    </>
  ),
  file: (
    <>
      <path d="M4 2h5l3 3v9H4z" />
      <path d="M9 2v3h3" />
    </>
  ),
  link: (
    <>
      <path d="M6.5 9.5 9.5 6.5M7 4.5l1.5-1.5a2.5 2.5 0 0 1 3.8 3.8L10.8 8.3M9 11.5l-1.5 1.5a2.5 2.5 0 0 1-3.8-3.8l1.5-1.5" />
    </>
  ),
  expand: (
    <>
      <path d="M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5l-4.5 4.5M2.5 13.5 7 9" />
    </>
  ),
  dots: (
    <>
      <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2.2" />
    </>
  ),
  table: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.2" />
      <path d="M2 6.5h12M6.5 6.5V13" />
    </>
  ),
  camera: (
    <>
      <path d="M2 5h3l1-1.5h4L11 5h3v8H2z" />
      <circle cx="8" cy="8.8" r="2.3" />
    </>
  ),
  up: (
    <>
      <path d="m4 10 4-4 4 4" />
    </>
  ),
  left: (
    <>
      <path d="m10 4-4 4 4 4" />
    </>
  ),
  edit: (
    <>
      <path d="M3 13v-2.6L10.6 2.8l2.6 2.6L5.6 13z" />
      <path d="m9 4.4 2.6 2.6" />
    </>
  ),
  trash: (
    <>
      <path d="M2.5 4.5h11M6.5 4.5V2.5h3v2M4 4.5l.6 9h6.8l.6-9" />
    </>
  ),
  retry: (
    <>
      <path d="M13.5 8a5.5 5.5 0 1 1-1.7-4" />
      <path d="M13.5 1.8v2.9h-2.9" />
    </>
  ),
  pause: (
    <>
      <path d="M5.5 3.5v9M10.5 3.5v9" />
    </>
  ),
  columns: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.2" />
      <path d="M6 3v10M10 3v10" />
    </>
  ),
  external: (
    <>
      <path d="M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4" />
    </>
  ),
  clusters: (
    <>
      <circle cx="8" cy="4" r="2" />
      <circle cx="3.6" cy="11.5" r="2" />
      <circle cx="12.4" cy="11.5" r="2" />
      <path d="m7 5.8-2.4 4M9 5.8l2.4 4M5.6 11.5h4.8" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="11" r="2.6" />
      <path d="m7 9 6.5-6.5M11 5l2 2" />
    </>
  ),
  power: (
    <>
      <path d="M8 2v5.5" />
      <path d="M4.7 4.2a5.2 5.2 0 1 0 6.6 0" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.5" y="4" width="13" height="8.5" rx="1.2" />
      <path d="M4 6.8h.1M6.7 6.8h.1M9.3 6.8h.1M12 6.8h.1M5 10h6" />
    </>
  ),
} as const satisfies Record<string, JSX.Element>

export type IconName = keyof typeof shapes
