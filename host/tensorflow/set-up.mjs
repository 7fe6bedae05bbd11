// `npm run set-up` in a clone: plain Node, for nothing is installed yet. Silent where all is done; speaks on stderr only.
import { InterruptedError, interruptCommands, SetUpError } from './run-command.mjs';
import { setUp } from './set-up-steps.mjs';

const environmentExitCode = 7;
const signalExitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

for (const [signal, exitCode] of Object.entries(signalExitCodes)) {
  process.once(signal, () => interruptCommands(exitCode));
}
try {
  await setUp(say);
} catch (error) {
  if (error instanceof InterruptedError) {
    process.exitCode = error.exitCode;
  } else if (error instanceof SetUpError) {
    say(error.message);
    process.exitCode = environmentExitCode;
  } else {
    throw error;
  }
}
