import type { Method } from '../wire/method.js';
import {
  AbortRequestSchema,
  ContentStatusRequestSchema,
  InfoRequestSchema,
  InfoResponseSchema,
  NothingSchema,
  UpdateRequestSchema,
  UpdateResponseSchema,
} from './content_pb.js';
import {
  ListWorkersRequestSchema,
  ListWorkersResponseSchema,
  SolveRequestSchema,
  SolveResponseSchema,
} from './control_pb.js';
import {
  CheckAgentRequestSchema,
  CheckAgentResponseSchema,
  CredentialsRequestSchema,
  CredentialsResponseSchema,
  GetSecretRequestSchema,
  GetSecretResponseSchema,
  HealthCheckRequestSchema,
  HealthCheckResponseSchema,
} from './session_pb.js';
import { StatusRequestSchema, StatusResponseSchema } from './status_pb.js';

export const SOLVE = {
  path: '/moby.buildkit.v1.Control/Solve',
  request: SolveRequestSchema,
  response: SolveResponseSchema,
} as const satisfies Method<typeof SolveRequestSchema, typeof SolveResponseSchema>;

export const STATUS = {
  path: '/moby.buildkit.v1.Control/Status',
  request: StatusRequestSchema,
  response: StatusResponseSchema,
} as const satisfies Method<typeof StatusRequestSchema, typeof StatusResponseSchema>;

export const LIST_WORKERS = {
  path: '/moby.buildkit.v1.Control/ListWorkers',
  request: ListWorkersRequestSchema,
  response: ListWorkersResponseSchema,
} as const satisfies Method<typeof ListWorkersRequestSchema, typeof ListWorkersResponseSchema>;

/** A connection in which the builder calls us, in `BytesMessage`s. */
export const SESSION = '/moby.buildkit.v1.Control/Session';

export const CREDENTIALS = {
  path: '/moby.filesync.v1.Auth/Credentials',
  request: CredentialsRequestSchema,
  response: CredentialsResponseSchema,
} as const satisfies Method<typeof CredentialsRequestSchema, typeof CredentialsResponseSchema>;

export const GET_SECRET = {
  path: '/moby.buildkit.secrets.v1.Secrets/GetSecret',
  request: GetSecretRequestSchema,
  response: GetSecretResponseSchema,
} as const satisfies Method<typeof GetSecretRequestSchema, typeof GetSecretResponseSchema>;

export const CHECK_AGENT = {
  path: '/moby.sshforward.v1.SSH/CheckAgent',
  request: CheckAgentRequestSchema,
  response: CheckAgentResponseSchema,
} as const satisfies Method<typeof CheckAgentRequestSchema, typeof CheckAgentResponseSchema>;

export const HEALTH = {
  path: '/grpc.health.v1.Health/Check',
  request: HealthCheckRequestSchema,
  response: HealthCheckResponseSchema,
} as const satisfies Method<typeof HealthCheckRequestSchema, typeof HealthCheckResponseSchema>;

const CONTENT = '/containerd.services.content.v1.Content';

export const CONTENT_INFO = {
  path: `${CONTENT}/Info`,
  request: InfoRequestSchema,
  response: InfoResponseSchema,
} as const satisfies Method<typeof InfoRequestSchema, typeof InfoResponseSchema>;

export const CONTENT_UPDATE = {
  path: `${CONTENT}/Update`,
  request: UpdateRequestSchema,
  response: UpdateResponseSchema,
} as const satisfies Method<typeof UpdateRequestSchema, typeof UpdateResponseSchema>;

export const CONTENT_STATUS = {
  path: `${CONTENT}/Status`,
  request: ContentStatusRequestSchema,
  response: NothingSchema,
} as const satisfies Method<typeof ContentStatusRequestSchema, typeof NothingSchema>;

export const CONTENT_ABORT = {
  path: `${CONTENT}/Abort`,
  request: AbortRequestSchema,
  response: NothingSchema,
} as const satisfies Method<typeof AbortRequestSchema, typeof NothingSchema>;

/** One request, many answers. */
export const CONTENT_READ = `${CONTENT}/Read`;

/** Calls in which both sides send many messages. */
export const FORWARD_AGENT = '/moby.sshforward.v1.SSH/ForwardAgent';
export const CONTENT_WRITE = `${CONTENT}/Write`;
export const SEND_FILES = '/moby.filesync.v1.FileSync/DiffCopy';
export const RECEIVE_FILES = '/moby.filesync.v1.FileSend/DiffCopy';
