// The order of the pages. Every page of docs/ stands here; test/site/sidebar.test.ts sees to it.
import type { DefaultTheme } from 'vitepress';

const group = (text: string, pages: Readonly<Record<string, string>>): DefaultTheme.SidebarItem => ({
  text,
  items: Object.entries(pages).map(([title, link]) => ({ text: title, link })),
});

export const sidebar = [
  group('Start', {
    Install: '/start/install',
    'The first demo': '/start/first-demo',
    'Your own pictures on a board': '/start/own-pictures',
    'Your own .tflite': '/start/tflite',
    'A real board': '/start/real-board',
  }),
  group('Guides', {
    'Step by step': '/guides/step-by-step',
    Distil: '/guides/distil',
    Compare: '/guides/compare',
    Quantize: '/guides/quantize',
    Flash: '/guides/flash',
    Bridge: '/guides/bridge',
    Monitor: '/guides/monitor',
    'Hardware in the loop': '/guides/hardware-in-the-loop',
    'A teacher of your own': '/guides/own-teacher',
    'Another language': '/guides/another-language',
  }),
  group('Reference', {
    Commands: '/reference/commands',
    Configuration: '/reference/configuration',
    'Boards and their URLs': '/reference/board-urls',
    'Errors and exit codes': '/reference/errors',
    Data: '/data',
    Networks: '/networks',
    Teachers: '/teachers',
    'The run folder': '/run-folder',
    'What plan says': '/plan',
    'Virtual boards': '/virtual-boards',
    'Hardware in the loop': '/hil',
    'Protobuf files': '/reference/protobuf',
    'The image file': '/image-format',
    'The core': '/core',
    'The link': '/link',
    'The bridge': '/bridge',
    'Python client': '/reference/python',
    'TypeScript API': '/reference/typescript',
    Glossary: '/glossary',
  }),
  group('Explanations', {
    Architecture: '/explanations/architecture',
    Arithmetic: '/explanations/arithmetic',
    Datapath: '/explanations/datapath',
    'What counts as shown': '/laboratory',
    'Methods, measured': '/methods',
    Measurements: '/measurements',
    'Boards, and what others reach': '/boards',
    'Security model': '/explanations/security',
  }),
  group('Project', {
    Contributing: '/CONTRIBUTING',
    Security: '/SECURITY',
    Changes: '/CHANGELOG',
    ULX3S: '/firmware-artifacts/boards/ulx3s/README',
    iCEBreaker: '/firmware-artifacts/boards/icebreaker/README',
    'The board in Verilog': '/firmware-artifacts/rtl/README',
  }),
];
