import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type GitHubCache, pageOfCaches } from './github-caches.js';

const CACHES = '/repos/octo-org/octo-repo/actions/caches';

/** GitHub's limit on a comment's body. */
const LONGEST_BODY = 65_536;

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: 'Bot' | 'User' };
  readonly author_association: string;
}

export interface Account {
  readonly login: string;
  readonly type: 'Bot' | 'User';
  readonly association: string;
  /** Whether it may write issues and pull requests; `hidden`: the repository is private, and not this account's to see. */
  readonly access: 'write' | 'read' | 'hidden';
}

export const ACTIONS_BOT: Account = {
  login: 'github-actions[bot]',
  type: 'Bot',
  association: 'NONE',
  access: 'write',
};

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly at: number;
}

/**
 * The part of GitHub's REST API for one repository's pull requests, their comments and its Actions cache, in the form of its documentation:
 * tokens, pages with a `link` header, what is refused and with which status. Nothing is locked: who writes last wins.
 */
export class GitHubApi {
  readonly comments: StoredComment[] = [];
  readonly requests: ReceivedRequest[] = [];
  /** By token. */
  readonly accounts = new Map<string, Account>([['job-token', ACTIONS_BOT]]);
  /** Open pull requests, as the API gives them. */
  readonly pulls: { readonly number: number; readonly head: object; readonly base: object; readonly label: string }[] =
    [];
  /** Numbers of pull requests that were closed. */
  readonly closed = new Set<number>();
  caches: GitHubCache[] = [];
  /** Answers in place of the real ones, each for one request: `undefined` lets it pass. */
  faults: (Answer | undefined)[] = [];
  /** Waited for before a request is looked at. */
  before: (request: ReceivedRequest) => Promise<void> = () => Promise.resolve();
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  #nextId = 1000;

  static async start(): Promise<GitHubApi> {
    const api = new GitHubApi();
    await new Promise<void>((resolve) => api.#server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A comment that somebody wrote on GitHub's page. */
  write(body: string, account: Account = { ...ACTIONS_BOT, login: 'someone', type: 'User' }): StoredComment {
    const { login, type, association } = account;
    const comment = { id: (this.#nextId += 1), body, user: { login, type }, author_association: association };
    this.comments.push(comment);
    return comment;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const token = (request.headers.authorization ?? '').replace(/^(?:token|bearer) /i, '');
    const received = { method: request.method ?? '', path: url.pathname, token, at: performance.now() };
    this.requests.push(received);
    const body = await text(request);
    await this.before(received);
    const fault = this.faults.shift();
    if (fault !== undefined) {
      send(response, fault.status, { message: fault.message }, fault.headers);
      return;
    }
    const account = this.accounts.get(token);
    if (account === undefined) send(response, 401, { message: 'Bad credentials' });
    else if (account.access === 'hidden') send(response, 404, { message: 'Not Found' });
    else this.#route(received.method, url, body, account, response);
  }

  #route(method: string, url: URL, body: string, account: Account, response: ServerResponse): void {
    const { pathname } = url;
    if (pathname.startsWith(CACHES)) {
      this.#cache(method, url, account, response);
      return;
    }
    const pull = /^\/repos\/octo-org\/octo-repo\/pulls\/(\d+)$/.exec(pathname)?.[1];
    if (method === 'GET' && pull !== undefined) {
      this.#pull(Number(pull), response);
      return;
    }
    const [, number, id] =
      /^\/repos\/octo-org\/octo-repo\/(?:issues\/(\d+)\/comments|issues\/comments\/(\d+)|pulls)$/.exec(url.pathname) ??
      [];
    if (method === 'GET' && url.pathname.endsWith('/pulls')) {
      const head = url.searchParams.get('head');
      send(
        response,
        200,
        this.pulls.filter(({ label }) => label === head),
      );
    } else if (method === 'GET' && number !== undefined) this.#list(url, response);
    else if (number === undefined && id === undefined) send(response, 404, { message: 'Not Found' });
    else if (account.access !== 'write') send(response, 403, { message: 'Resource not accessible by integration' });
    else if (method === 'DELETE') this.#delete(Number(id), response);
    else this.#save(method, id === undefined ? undefined : Number(id), body, account, response);
  }

  #pull(number: number, response: ServerResponse): void {
    const known = this.closed.has(number) || this.pulls.some((pull) => pull.number === number);
    if (!known) send(response, 404, { message: 'Not Found' });
    else send(response, 200, { number, state: this.closed.has(number) ? 'closed' : 'open' });
  }

  #cache(method: string, url: URL, account: Account, response: ServerResponse): void {
    const id = url.pathname.slice(CACHES.length);
    if (method === 'GET' && id === '') {
      const found = pageOfCaches(this.caches, url.searchParams);
      if (found === undefined) send(response, 422, { message: 'Validation Failed' });
      else send(response, 200, found.body, pageLinks(url, found.pages));
      return;
    }
    const at = this.caches.findIndex((cache) => `/${cache.id}` === id);
    if (account.access !== 'write') send(response, 403, { message: 'Resource not accessible by integration' });
    else if (method !== 'DELETE' || at < 0) send(response, 404, { message: 'Not Found' });
    else {
      this.caches.splice(at, 1);
      response.writeHead(204).end();
    }
  }

  #list(url: URL, response: ServerResponse): void {
    const perPage = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
    const page = Number(url.searchParams.get('page') ?? 1);
    const pages = Math.max(Math.ceil(this.comments.length / perPage), 1);
    send(response, 200, this.comments.slice((page - 1) * perPage, page * perPage), pageLinks(url, pages));
  }

  #delete(id: number, response: ServerResponse): void {
    const at = this.comments.findIndex((comment) => comment.id === id);
    if (at < 0) {
      send(response, 404, { message: 'Not Found' });
      return;
    }
    this.comments.splice(at, 1);
    response.writeHead(204).end();
  }

  #save(method: string, id: number | undefined, json: string, account: Account, response: ServerResponse): void {
    const { body } = JSON.parse(json) as { readonly body: string };
    if ([...body].length > LONGEST_BODY) {
      const errors = [
        {
          resource: 'IssueComment',
          code: 'unprocessable',
          field: 'data',
          message: 'Body is too long (maximum is 65536 characters)',
        },
      ];
      send(response, 422, { message: 'Validation Failed', errors });
    } else if (method === 'POST') send(response, 201, this.write(body, account));
    else {
      const comment = this.comments.find((one) => one.id === id);
      if (comment !== undefined) comment.body = body;
      if (comment === undefined) send(response, 404, { message: 'Not Found' });
      else send(response, 200, comment);
    }
  }
}

/** The header by which GitHub's clients find further pages. */
function pageLinks(url: URL, pages: number): Readonly<Record<string, string>> {
  const page = Number(url.searchParams.get('page') ?? 1);
  const link = (to: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set('page', `${to}`);
    return `<${target.href}>; rel="${rel}"`;
  };
  return page < pages ? { link: [link(page + 1, 'next'), link(pages, 'last')].join(', ') } : {};
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
