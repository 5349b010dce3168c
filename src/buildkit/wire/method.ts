import type { DescMessage } from '@bufbuild/protobuf';

/** A method of a service, by the path of its calls. */
export interface Method<Request extends DescMessage, Response extends DescMessage> {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly request: Request;
  readonly response: Response;
}

/** What goes with a call, by names in lower case. */
export type CallMetadata = Readonly<Record<string, string | readonly string[]>>;
