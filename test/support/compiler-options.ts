// The compiler's settings as tsconfig.json has them, for tests that ask the compiler.
import ts from 'typescript';

export function readCompilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path));
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, process.cwd()).options, noEmit: true };
}
