import * as z from 'zod'

/** Before any schema is used: Zod would else try code generation, which the content policy refuses. */
z.config({ jitless: true })
