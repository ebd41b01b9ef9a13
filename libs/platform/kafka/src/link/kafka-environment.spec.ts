import { readKafkaLink, type KafkaSettings } from './kafka-environment';

describe('readKafkaLink', () => {
  const plain: KafkaSettings = { KAFKA_BROKERS: 'kafka:9092', KAFKA_TLS: 'off' };
  const account = { KAFKA_SASL_MECHANISM: 'plain', KAFKA_USERNAME: 'me', KAFKA_PASSWORD: 'hidden' } as const;

  it('is without TLS and account unless they are set', () => {
    expect(readKafkaLink(plain)).toEqual({ tls: undefined, account: undefined });
    expect(readKafkaLink({ ...plain, ...account }).account).toMatchObject({ mechanism: 'plain', username: 'me' });
    expect(readKafkaLink({ ...plain, KAFKA_TLS: 'on' }).tls).toBeDefined();
  });

  it.each<[Partial<KafkaSettings>, RegExp]>([
    [{ KAFKA_CA_FILE: 'ca.pem' }, /KAFKA_TLS: must be on/],
    [{ ...account, KAFKA_SASL_MECHANISM: undefined }, /KAFKA_SASL_MECHANISM: must be set too/],
    [{ ...account, KAFKA_USERNAME: undefined }, /KAFKA_USERNAME: must be set too/],
    [{ ...account, KAFKA_PASSWORD: undefined }, /KAFKA_PASSWORD or KAFKA_PASSWORD_FILE: must be set too/],
    [{ ...account, KAFKA_PASSWORD_FILE: 'file' }, /KAFKA_PASSWORD: must not be set beside KAFKA_PASSWORD_FILE/],
  ])('refuses %j', (settings, text) => {
    const read = () => readKafkaLink({ ...plain, ...settings });
    expect(read).toThrow(text);
    expect(read).not.toThrow(/hidden/);
  });
});
