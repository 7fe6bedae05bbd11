/**
 * yosys's models of some of a family's cells.
 * @param log of `read_verilog -ppdump`: the text of all models behind the preprocessor
 */
export function pickModels(log: string, cells: readonly string[]): string {
  return cells
    .map((cell) => {
      const model = new RegExp(`^module ${cell}\\b.*?^endmodule\n`, 'ms').exec(log)?.[0];
      if (model === undefined) throw new Error(`yosys has no model of ${cell}`);
      return model;
    })
    .join('\n');
}
