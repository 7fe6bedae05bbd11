// Flashes a student and streams predictions: each picture is classified again and again, until the time is over or Ctrl-C.
//
//     node stream.mjs STUDENT.retort BOARD SECONDS PICTURE…
//
// BOARD is a URL, as of --on: virtual:up5k, serial:/dev/ttyUSB1?baud=3000000, usb:ulx3s, mqtt://HOST/GROUP/BRIDGE/BOARD.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { flashStudent, openBoard, predict, quantizeForImage, readStudentImage } from 'retort-fpga/board';
import { readPicture } from 'retort-fpga/train';

const [path, url, seconds, ...pictures] = process.argv.slice(2);
if (pictures.length === 0 || !(Number(seconds) > 0)) {
  console.error('usage: node stream.mjs STUDENT.retort BOARD SECONDS PICTURE…');
  process.exit(2);
}

const image = readStudentImage(await readFile(path), path);
const inputs = [];
for (const picture of pictures) inputs.push(quantizeForImage(await readPicture(picture, image.input.shape), image));

const ended = new AbortController();
process.once('SIGINT', () => ended.abort());
setTimeout(() => ended.abort(), 1000 * Number(seconds)).unref();

/** Taken one by one, as the board has room for them. */
function* samples() {
  for (let sampleId = 0; !ended.signal.aborted; sampleId++) yield { sampleId, input: inputs[sampleId % inputs.length] };
}

const board = await openBoard(url);
try {
  const { sentBytes, skipped } = await flashStudent(board, image, {
    onEvent: (event) => event.kind === 'progress' && console.error(`${event.bytes} of ${event.total} bytes`),
  });
  console.error(skipped ? `${board.name} has this student already` : `${board.name}: ${sentBytes} bytes sent`);

  const started = performance.now();
  let count = 0;
  for await (const { sampleId, label, cycles } of predict(board, image, samples())) {
    console.log(
      `${sampleId} ${basename(pictures[sampleId % pictures.length])}: ${image.labels[label]}, ${cycles} cycles`,
    );
    count++;
  }
  console.error(`${(count / ((performance.now() - started) / 1000)).toFixed(1)} predictions per second`);
} finally {
  await board.close();
}
