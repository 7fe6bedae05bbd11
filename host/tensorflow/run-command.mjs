// Runs a command of the set-up quietly: its output is kept, and shown only when it fails.
import { spawn } from 'node:child_process';

/** The set-up cannot go on; the message says what to install or check. */
export class SetUpError extends Error {
  code = 'SET_UP_FAILED';
  name = 'SetUpError';
}

/** The user ended the set-up. */
export class InterruptedError extends Error {
  code = 'SET_UP_INTERRUPTED';
  name = 'InterruptedError';

  constructor(exitCode) {
    super('interrupted');
    this.exitCode = exitCode;
  }
}

/** Of a long output the cause stands at one end or the other. */
const shownLines = 12;
const running = new Set();
let interruption;
const interrupting = new AbortController();

/** Aborted when the set-up is interrupted. */
export const interruptSignal = interrupting.signal;

/** Ends the commands that run, waiting for each (npm first puts back what it has half replaced), and lets none start any more. */
export function interruptCommands(exitCode) {
  interruption = new InterruptedError(exitCode);
  interrupting.abort(interruption);
  for (const child of running) child.kill();
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: object, shell?: boolean, timeoutMs?: number, advice: string}} options `advice` ends the error's message
 * @returns {Promise<string>} what it wrote
 * @throws SetUpError when it cannot be started, fails or takes too long; InterruptedError
 */
export function runCommand(command, args, { advice, timeoutMs, ...options }) {
  return new Promise((resolve, reject) => {
    if (interruption) throw interruption;
    const child = spawn(command, args, { ...options, timeout: timeoutMs, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    const fail = (reason) => {
      const said = shortenOutput(output).map((line) => `\n  ${line}`);
      reject(new SetUpError(`${command} ${args.slice(0, 3).join(' ')}: ${reason}; ${advice}${said.join('')}`));
    };
    running.add(child);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      running.delete(child);
      fail(error.code === 'ENOENT' ? 'not installed' : error.message);
    });
    child.on('close', (status, signal) => {
      running.delete(child);
      if (interruption) reject(interruption);
      else if (status === 0) resolve(output);
      else fail(signal ? `ended by ${signal}` : `exit code ${status}`);
    });
  });
}

function shortenOutput(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  if (lines.length <= 2 * shownLines) return lines;
  return [...lines.slice(0, shownLines), '…', ...lines.slice(-shownLines)];
}
