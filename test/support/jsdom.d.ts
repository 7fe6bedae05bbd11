// jsdom's own types bring those of a browser, which this project does not have.
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options?: { readonly runScripts?: 'dangerously' | 'outside-only' });
    // biome-ignore lint/suspicious/noExplicitAny: a browser's window
    readonly window: any;
  }
}
