// The exit code of each error: one table, by how the error's `code` begins; the first match counts.

export const EXIT_CODES = {
  ok: 0,
  comparisonFailed: 1,
  usage: 2,
  input: 3,
  training: 4,
  image: 5,
  board: 6,
  environment: 7,
  defect: 70,
  interrupted: 130,
} as const;

export const EXIT_CODES_HELP = `Exit codes:
  0    done
  1    the comparison failed: predictions are missing, foreign or not bit-exact
  2    wrong usage: an option, a board's URL, retort.config.ts
  3    a data set or an input file is missing, damaged or of the wrong shape
  4    training, distillation, compression or quantization failed
  5    the image is corrupt, too large or made for another core, or a layer is not supported
  6    the board or the link to it failed
  7    the environment: TensorFlow missing, disk full, no permission
  70   a defect in retort itself
  130  interrupted`;

const BY_CODE: readonly (readonly [prefix: string, exitCode: number])[] = [
  ['VALIDATE_', EXIT_CODES.comparisonFailed],
  ['SAMPLE_FOREIGN', EXIT_CODES.comparisonFailed],
  ['SAMPLE_DUPLICATE', EXIT_CODES.comparisonFailed],
  ['SAMPLE_MISSING', EXIT_CODES.comparisonFailed],
  ['CLI_INTERRUPTED', EXIT_CODES.interrupted],
  ['CLI_MISSING_FILE', EXIT_CODES.input],
  ['CLI_INPUT', EXIT_CODES.input],
  ['CLI_', EXIT_CODES.usage],
  ['CONFIG_', EXIT_CODES.usage],
  ['commander.', EXIT_CODES.usage],
  ['DATA', EXIT_CODES.input],
  ['DOWNLOAD_', EXIT_CODES.input],
  ['LABEL_', EXIT_CODES.input],
  ['PICTURE_', EXIT_CODES.input],
  ['SAFETENSORS_', EXIT_CODES.input],
  ['TFLITE_', EXIT_CODES.input],
  ['REFERENCE_INPUT_LENGTH', EXIT_CODES.input],
  ['IMAGE_SAMPLE_LENGTH', EXIT_CODES.input],
  ['ENOENT', EXIT_CODES.input],
  ['LAB_METHOD_INVALID', EXIT_CODES.usage],
  ['LAB_', EXIT_CODES.training],
  ['NETWORK_', EXIT_CODES.training],
  ['OUTPUT_BIAS_', EXIT_CODES.training],
  ['TRAIN', EXIT_CODES.training],
  ['CHECKPOINT_', EXIT_CODES.training],
  ['TEACHER_', EXIT_CODES.training],
  ['OUTSIDE_TEACHER_', EXIT_CODES.input],
  ['QUANTIZ', EXIT_CODES.training],
  ['COMPRESS_', EXIT_CODES.training],
  ['IMAGE_', EXIT_CODES.image],
  ['BOARD_', EXIT_CODES.board],
  ['BAUD_', EXIT_CODES.board],
  ['BRIDGE_DUPLICATE_BOARD', EXIT_CODES.usage],
  ['BROKER_CREDENTIALS_', EXIT_CODES.usage],
  ['BRIDGE_', EXIT_CODES.board],
  ['BROKER_', EXIT_CODES.board],
  ['MQTT_NAME_', EXIT_CODES.usage],
  ['FRAME_', EXIT_CODES.board],
  ['LINK_', EXIT_CODES.board],
  ['MESSAGE_', EXIT_CODES.board],
  ['PORT_', EXIT_CODES.board],
  ['SAMPLE_ID_', EXIT_CODES.board],
  ['VIRTUAL_BOARD_', EXIT_CODES.board],
  ['TENSORFLOW_', EXIT_CODES.environment],
  ['DISK_', EXIT_CODES.environment],
  ['ENOSPC', EXIT_CODES.environment],
  ['EACCES', EXIT_CODES.environment],
  ['EROFS', EXIT_CODES.environment],
];

/** Undefined for an error that no command foresees, which is a defect. */
export function exitCodeOf(code: string): number | undefined {
  return BY_CODE.find(([prefix]) => code.startsWith(prefix))?.[1];
}
