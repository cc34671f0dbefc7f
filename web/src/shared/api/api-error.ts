/** One wrong field of a refused write. */
export interface FieldError {
  Field: string;
  Code: string;
  Message: string;
}

interface ErrorBody {
  Message?: string;
  Code?: string;
  Errors?: FieldError[];
  'Request Id'?: string;
}

/** The server answered, and the answer was no. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldError[];
  readonly requestId: string | null;
  /** Seconds to wait before another try, where the server says so. */
  readonly retryAfter: number | null;

  constructor(status: number, body: ErrorBody, retryAfter: number | null = null) {
    super(body.Message ?? `The server answered ${String(status)}.`);
    this.name = 'ApiError';
    this.status = status;
    this.code = body.Code ?? '';
    this.fields = body.Errors ?? [];
    this.requestId = body['Request Id'] ?? null;
    this.retryAfter = retryAfter;
  }
}

/** No answer came: the network or the server is away. Nothing is known about what happened. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'ConnectionError';
  }
}

/** The session has ended and nobody signed in again. */
export class SessionEndedError extends Error {
  constructor() {
    super('The session has ended.');
    this.name = 'SessionEndedError';
  }
}

export async function readError(response: Response): Promise<ApiError> {
  let body: ErrorBody = {};
  try {
    body = (await response.json()) as ErrorBody;
  } catch {
    // A proxy in between may answer in HTML: the status alone must do.
  }
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new ApiError(response.status, body, Number.isFinite(seconds) ? seconds : null);
}

/** Whether another try of the same request can help. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  // A question that took too long would take as long again.
  return error instanceof ApiError && error.status === 503 && error.code !== 'Query.TooSlow';
}
