import fc from 'fast-check';
import { namedHosts } from './named-hosts';

/** `field name`, one each. */
function hosts(format: string, record: object | string): string[] {
  const text = typeof record === 'string' ? record : JSON.stringify(record);
  return namedHosts(format, text).map(({ field, name }) => `${field} ${name}`);
}

describe('namedHosts', () => {
  it('reads those of Suricata EVE, where they stand in each of its versions', () => {
    expect(hosts('suricata', { tls: { sni: 'a.example' }, http: { hostname: 'b.example:8080', url: '/x' } })).toEqual([
      'tls.client.server_name a.example',
      'url.domain b.example',
    ]);
    expect(hosts('suricata', { dns: { rrname: 'c.example' } })).toEqual(['dns.question.name c.example']);
    const queries = [{ rrname: 'd.example' }, { rrname: 'e.example' }, { rrname: 'd.example' }];
    for (const dns of [{ query: queries }, { queries }]) {
      expect(hosts('suricata', { dns })).toEqual(['dns.question.name d.example', 'dns.question.name e.example']);
    }
  });

  it('reads those of ECS, nested or dotted, and of OCSF', () => {
    expect(hosts('ecs', { url: { domain: 'a.example' }, 'dns.question.name': 'b.example' })).toEqual([
      'url.domain a.example',
      'dns.question.name b.example',
    ]);
    expect(hosts('ocsf', { query: { hostname: 'c.example' }, dst_endpoint: { hostname: 'd.example' } })).toEqual([
      'dns.question.name c.example',
      'destination.domain d.example',
    ]);
  });

  it('reads those of lines of text, and of a URL its host', () => {
    const cef =
      'CEF:0|V|P|1|100|name|5|src=10.0.0.1 request=https://me@evil.example:8443/a?b=1 dhost=www.example msg=x dhost=no';
    expect(hosts('cef', cef)).toEqual(['url.domain evil.example', 'destination.domain www.example']);
    expect(hosts('fortigate', 'type="utm" myhostname="no" hostname="evil.example" url="/a" qname=q.example')).toEqual([
      'url.domain evil.example',
      'dns.question.name q.example',
    ]);
  });

  it('reads behind a syslog header', () => {
    expect(hosts('suricata', '<13>Nov 22 12:00:00 fw suricata[1]: {"tls":{"sni":"a.example"}}')).toEqual([
      'tls.client.server_name a.example',
    ]);
  });

  it('leaves an address in the place of a host as it is', () => {
    const http = (hostname: string): string[] => hosts('suricata', { http: { hostname } });
    expect(http('203.0.113.7:80')).toEqual(['url.domain 203.0.113.7']);
    expect(http('[2001:db8::1]:443')).toEqual(['url.domain 2001:db8::1']);
    expect(http('2001:db8::1')).toEqual(['url.domain 2001:db8::1']);
  });

  it('takes eight at most, and none of what is no text, too long, cut off or of another format', () => {
    const queries = Array.from({ length: 20 }, (_unused, at) => ({ rrname: `${at}.example` }));
    expect(hosts('suricata', { dns: { queries } })).toHaveLength(8);
    expect(hosts('suricata', { tls: { sni: 7 }, http: { hostname: { a: 1 } }, dns: 'x' })).toEqual([]);
    expect(hosts('suricata', { tls: { sni: 'x'.repeat(100_000) }, http: { hostname: '' } })).toEqual([]);
    expect(hosts('suricata', '{"tls":{"sni":"a.exa')).toEqual([]);
    expect(hosts('zeek', { tls: { sni: 'a.example' } })).toEqual([]);
    expect(hosts('__proto__', 'x')).toEqual([]);
    expect(hosts('ecs', '{"__proto__":{"url":{"domain":"a.example"}}}')).toEqual([]);
  });

  it('never throws', () => {
    const formats = fc.constantFrom('suricata', 'ecs', 'ocsf', 'cef', 'fortigate', 'constructor');
    fc.assert(
      fc.property(formats, fc.oneof(fc.string(), fc.json()), (format, text) => {
        expect(namedHosts(format, text).length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
