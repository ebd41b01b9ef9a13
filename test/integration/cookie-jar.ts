/** What a browser would carry from answer to answer, and where it would go: enough to sign in and out without one. */
export class CookieJar {
  private readonly cookies = new Map<string, string>();

  /** The header `Cookie`. */
  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  has(name: string): boolean {
    return this.cookies.has(name);
  }

  /** Asks once; what the answer sets is kept. */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', this.header);
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    return answer;
  }

  /** Follows redirects to the page at their end. */
  async visit(url: string, init: RequestInit = {}): Promise<{ readonly url: string; readonly text: string }> {
    let at = url;
    let answer = await this.fetch(at, init);
    for (let hops = 0; hops < 10; hops += 1) {
      const to = answer.headers.get('location');
      if (to === null) return { url: at, text: await answer.text() };
      at = new URL(to, at).href;
      answer = await this.fetch(at);
    }
    throw new Error(`${url} leads on and on.`);
  }

  /** Sends the first form of a page, as its button would. */
  async submit(page: { readonly url: string; readonly text: string }, more: Record<string, string> = {}) {
    const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1];
    if (action === undefined) throw new Error(`${page.url} has no form:\n${page.text.slice(0, 500)}`);
    const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );
    const body = new URLSearchParams([...hidden, ...Object.entries(more)]);
    return this.visit(new URL(action, page.url).href, { method: 'POST', body });
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';');
    const [name = '', ...value] = pair.split('=');
    const isGone = /max-age=0|expires=thu, 01 jan 1970/i.test(line) || value.join('=') === '';
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, value.join('='));
  }
}
