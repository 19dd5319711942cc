import { resolve } from 'node:path'
import { z } from 'zod'
import { CannotStart } from '../db/cannot-start.ts'

/** What the environment says, read once at the start. */
export type Environment = z.infer<typeof Variables>

/** What the app is made with: the environment, and the secret that sessions and forms are signed with. */
export type Config = Omit<Environment, 'session_secret'> & { secret: string }

/** Reads the environment, or says in one sentence each what is wrong with it. */
export function readConfig(env: Record<string, string | undefined>): Environment {
  const given = Object.entries(env).filter(([name, value]) => name in names && value?.trim())
  const read = Variables.safeParse(Object.fromEntries(given.map(([name, value]) => [names[name as keyof typeof names], value?.trim()])))
  if (read.success) return read.data
  throw new CannotStart(read.error.issues.map(({ message }) => message).join('\n'))
}

const names = {
  NODE_ENV: 'mode',
  HOST: 'host',
  PORT: 'port',
  DATABASE_URL: 'database_url',
  DATA: 'data',
  PUBLIC_URL: 'public_url',
  TRUST_PROXY: 'trust_proxy',
  LOG_LEVEL: 'log_level',
  SESSION_SECRET: 'session_secret',
  METRICS_TOKEN: 'metrics_token',
} as const

const Variables = z.object({
  mode: z.enum(['production', 'development', 'test'], 'NODE_ENV is production, development or test.').default('production'),
  host: z
    .string()
    .regex(/^[\w.:-]+$/, 'HOST is the address to listen on, such as 127.0.0.1, or 0.0.0.0 for every one.')
    .default('127.0.0.1'),
  port: number('PORT is a number from 0 to 65535, such as 3000.', 65_535).default(3000),
  database_url: z
    .string()
    .regex(/^postgres(ql)?:\/\/./, 'DATABASE_URL starts with postgres://, as in postgres://cleancopy:password@db.example.org/cleancopy.')
    .nullable()
    .default(null),
  data: z
    .string()
    .default('data')
    .transform((folder) => resolve(folder)),
  public_url: z
    .string()
    .refine(isOrigin, 'PUBLIC_URL is what readers type to come here, without a path, as in https://desk.example.org.')
    .transform((url) => new URL(url).origin)
    .nullable()
    .default(null),
  trust_proxy: z
    .string()
    .transform((list) => (/^\d+$/.test(list) ? Number(list) : list.split(/\s*,\s*/)))
    .refine(areProxies, 'TRUST_PROXY is how many proxies stand in front, or their addresses, as in 10.0.0.0/8,loopback.')
    .or(z.literal(false))
    .default(false),
  log_level: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'LOG_LEVEL is fatal, error, warn, info, debug, trace or silent.')
    .default('info'),
  session_secret: z
    .string()
    .min(32, 'SESSION_SECRET has at least 32 characters, none of which anybody could guess.')
    .nullable()
    .default(null),
  metrics_token: z
    .string()
    .min(16, 'METRICS_TOKEN has at least 16 characters, none of which anybody could guess.')
    .nullable()
    .default(null),
})

function number(sentence: string, max: number) {
  return z
    .string()
    .regex(/^\d{1,5}$/, sentence)
    .transform(Number)
    .refine((n) => n <= max, sentence)
}

function isOrigin(url: string): boolean {
  const { protocol, pathname, search } = URL.parse(url) ?? {}
  return /^https?:$/.test(protocol ?? '') && pathname === '/' && search === ''
}

function areProxies(proxies: number | string[]): boolean {
  return typeof proxies === 'number' || proxies.every((proxy) => /^(loopback|linklocal|uniquelocal|[\da-f.:]+(\/\d+)?)$/i.test(proxy))
}
