const NUMBER = /^([^a-z分]*?)(?:(?:ext\.?|分機) ?(\d{1,6}))?$/u;

/** The address that a telephone opens (RFC 3966), its extension with it: `tel:0223456789;ext=123`. Null: nothing to dial. */
export function phoneLink(phone: string): string | null {
  const [, number = '', extension] = NUMBER.exec(phone.trim()) ?? [];
  // `#` would end the address; what stands behind it is an extension that people wrote in their own way.
  const [dialled = '', more] = number.split('#');
  const digits = dialled.replaceAll(/[^\d+]/g, '');
  const inner = extension ?? more?.replaceAll(/\D/g, '') ?? '';
  if (digits === '') return null;
  return inner === '' ? `tel:${digits}` : `tel:${digits};ext=${inner}`;
}
