// The data sets known by name: their files with checksums, where they are published, and how they are read.
import { readBccd } from './boxes/bccd.ts';
import { readRecords, readSprite } from './cifar10.ts';
import type { Source } from './dataset.ts';
import { readEasyVqa } from './easy-vqa.ts';
import { DataFormatError } from './errors.ts';
import { readFsdd } from './fsdd.ts';
import { inflateIfGzipped, readTarEntry } from './gzip.ts';
import { readIdxSamples } from './idx.ts';
import { readOptdigits } from './optdigits.ts';

export interface PublishedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface LoadedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** One way in which a data set is packed. */
export interface Packaging {
  /** The folder that holds it, in each place that is looked in. */
  readonly folder: string;
  readonly files: readonly PublishedFile[];
  /** The URL of that folder at the data set's home; a packaging without one is found locally only. */
  readonly home?: string;
  /** Reads the files, which are given in the order above. */
  read(files: readonly LoadedFile[]): Source | Promise<Source>;
}

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const clothes = 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',');
const cifar10Classes = 'airplane,automobile,bird,cat,deer,dog,frog,horse,ship,truck'.split(',');

/** By name; the packagings in the order in which they are looked for; the last one is downloaded if it has a home. */
export const namedSets: Readonly<Record<string, readonly Packaging[]>> = {
  mnist: [
    {
      folder: 'mnist',
      home: 'https://ossci-datasets.s3.amazonaws.com/mnist/',
      files: [
        file('train-images-idx3-ubyte.gz', 9912422, '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609'),
        file('train-labels-idx1-ubyte.gz', 28881, '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c'),
        file('t10k-images-idx3-ubyte.gz', 1648877, '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6'),
        file('t10k-labels-idx1-ubyte.gz', 4542, 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6'),
      ],
      read: (files) => readMnist(files, digits),
    },
  ],
  'fashion-mnist': [
    {
      folder: 'fashion-mnist',
      home: 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
      files: [
        file(
          'train-images-idx3-ubyte.gz',
          26421880,
          '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
        ),
        file('train-labels-idx1-ubyte.gz', 29515, 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845'),
        file('t10k-images-idx3-ubyte.gz', 4422102, '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073'),
        file('t10k-labels-idx1-ubyte.gz', 5148, '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5'),
      ],
      read: (files) => readMnist(files, clothes),
    },
  ],
  digits: [
    {
      folder: 'digits',
      files: [
        file('optdigits.tra.gz', 112530, '3273a01fdf5de3baade88e85bc0057491dd425404ac58f87879824e19fd06502'),
        file('optdigits.tes.gz', 53392, 'e31b7ccbf8cc2b158de948b1bb7a67bf39a856fb064b3aa8ef489f12a2dc4b63'),
      ],
      read: readDigits,
    },
    {
      folder: 'digits',
      home: 'https://archive.ics.uci.edu/ml/machine-learning-databases/optdigits/',
      files: [
        file('optdigits.tra', 563639, 'e1b683cc211604fe8fd8c4417e6a69f31380e0c61d4af22e93cc21e9257ffedd'),
        file('optdigits.tes', 264712, '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8'),
      ],
      read: readDigits,
    },
  ],
  // A subset: training batch 1 and the first 1,000 test pictures.
  cifar10: [
    {
      folder: 'cifar10-subset',
      files: [
        file('data_batch_1.png', 17944890, 'c34ea8e07ca919b32f20d86c423c96ad546845066057e3adce603d4395623156'),
        file('data_batch_1.labels.bin', 10000, 'd829dbdf32167c9d7b3687cee66d92d80d46c441308b5aca0d11e8b69e27dac9'),
        file('test_first_1000.png', 1803030, '2d88404252e8171854111420d1d2791b6e80f54cc33c2a3b535d1f27bf64a5ce'),
        file('test_first_1000.labels.bin', 1000, '636a087e604331a0b9dafc94b6e9ade0c9cec72c4400d12473ccdb3e264474c1'),
      ],
      read: ([train, trainLabels, test, testLabels]) => ({
        shape: [32, 32, 3],
        classes: cifar10Classes,
        train: readSprite(train.bytes, train.path, trainLabels.bytes, trainLabels.path),
        test: readSprite(test.bytes, test.path, testLabels.bytes, testLabels.path),
      }),
    },
    {
      folder: 'cifar10',
      home: 'https://www.cs.toronto.edu/~kriz/',
      files: [
        file('cifar-10-binary.tar.gz', 170052171, 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd'),
      ],
      read: ([{ bytes, path }]) => {
        const archive = inflateIfGzipped(bytes, path);
        const batch = (name: string) => readTarEntry(archive, `cifar-10-batches-bin/${name}`, path);
        return {
          shape: [32, 32, 3],
          classes: cifar10Classes,
          train: readRecords(batch('data_batch_1.bin'), path, 10_000),
          test: readRecords(batch('test_batch.bin'), path, 1_000),
        };
      },
    },
  ],
  fsdd: [
    {
      folder: 'fsdd',
      files: [file('recordings.tar.gz', 15557901, '7e4edecd155e9df87aa5c02d0f0262dd6a077a800251595f90d3563107f807d4')],
      read: ([{ bytes, path }]) => readFsdd(bytes, path),
    },
  ],
  'easy-vqa': [
    {
      folder: 'easy-vqa',
      files: [
        file('easy_vqa_data.tar.gz', 2028714, 'f3ecab0f28f12794b458ec14c6ada5abe3349be48be9b8cd2a949906f0e4364c'),
      ],
      read: ([{ bytes, path }]) => readEasyVqa(bytes, path),
    },
  ],
  bccd: [
    {
      folder: 'bccd',
      files: [file('BCCD.tar.gz', 7368899, 'af22df29db76f5372dac34ce09f5a627586f5f85b7d05fbf89c6ac35596ab2d9')],
      read: ([{ bytes, path }]) => readBccd(bytes, path),
    },
  ],
};

function file(name: string, bytes: number, sha256: string): PublishedFile {
  return { name, bytes, sha256 };
}

function readMnist(
  [trainImages, trainLabels, testImages, testLabels]: readonly LoadedFile[],
  classes: string[],
): Source {
  const train = readIdxSamples(trainImages, trainLabels);
  const test = readIdxSamples(testImages, testLabels);
  if (train.rows !== test.rows || train.columns !== test.columns) {
    throw new DataFormatError(testImages.path, `has ${test.rows}×${test.columns} pictures, ${trainImages.path} others`);
  }
  return { shape: [train.rows, train.columns, 1], classes, train, test };
}

function readDigits([train, test]: readonly LoadedFile[]): Source {
  return {
    shape: [8, 8, 1],
    classes: digits,
    train: readOptdigits(train.bytes, train.path),
    test: readOptdigits(test.bytes, test.path),
  };
}
