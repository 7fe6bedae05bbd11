import { FakeBoard } from '../support/fake-board.ts';
import { describeWire } from './link-suite.ts';

describeWire('a fake of its protocol', async () => {
  const port = new FakeBoard();
  return { port, run: (work) => port.clock.run(work) };
});
