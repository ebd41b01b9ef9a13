/** Which methods there are at an address, from the routes by name: `GET /api/v1/counties/{code}`. */
export class KnownMethods {
  private readonly routes: readonly { readonly name: string; readonly method: string; readonly pattern: RegExp }[];

  constructor(names: Iterable<string>) {
    this.routes = [...names].map((name) => {
      const [method = '', path = ''] = name.split(' ');
      const parts = path.split('/').map((part) => (part.startsWith('{') ? '[^/]+' : part.replaceAll('.', '\\.')));
      return { name, method, pattern: new RegExp(`^${parts.join('/')}$`) };
    });
  }

  /** @param url with or without a query; @returns in the order of the alphabet, empty where there is no route at all */
  at(url: string): readonly string[] {
    const [path = ''] = url.split('?');
    const fitting = this.routes.filter(({ pattern }) => pattern.test(path));
    // An address of its own is not one of the things that have an id.
    const own = fitting.filter(({ name }) => name.endsWith(` ${path}`));
    const found = (own.length > 0 ? own : fitting).map(({ method }) => method);
    return [...new Set(found.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].toSorted();
  }
}
