export declare function setUp(say: (line: string) => void): Promise<boolean>;
