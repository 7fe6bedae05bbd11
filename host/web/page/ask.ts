// Requests of the page to change something; a refusal comes back as its sentence.
import type { JobRequest, RefusedRequest } from '../messages.ts';

/** Why it was refused; undefined where it was not. */
export function startJob(request: JobRequest): Promise<string | undefined> {
  return post('/jobs', request);
}

export function cancelJob(job: string): Promise<string | undefined> {
  return post('/jobs/cancel', { job });
}

async function post(path: string, body: object): Promise<string | undefined> {
  const headers = { 'content-type': 'application/json' };
  try {
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.ok) return undefined;
    const text = await response.text();
    return isJson(response) ? (JSON.parse(text) as RefusedRequest).error.message : text;
  } catch {
    return 'the monitor does not answer: make sure that "retort monitor --web" is still running';
  }
}

function isJson({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('application/json') === true;
}
