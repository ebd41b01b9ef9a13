import { countyContact } from '@lianfang/contract';
import { phoneLink } from './phone-link';
import { CONTACT_WORDS } from './words';

it.each([
  ['02-2720-8889', 'tel:0227208889'],
  ['02-2720-8889 分機 1234', 'tel:0227208889;ext=1234'],
  ['(04) 2228-9111 ext. 5', 'tel:0422289111;ext=5'],
  ['04-22289111 ext12', 'tel:0422289111;ext=12'],
  ['04-22289111#12', 'tel:0422289111;ext=12'],
  ['+886 912 345 678', 'tel:+886912345678'],
  ['----', null],
])('dials %s by %s', (phone, link) => {
  const contact = { name: '張雅婷', duty: '資安專責人員', phone, email: null, reachable: 'always' };
  expect(countyContact.safeParse(contact).success).toBe(true);
  expect(phoneLink(phone)).toBe(link);
});

it('has its words in both languages', () => {
  expect(Object.keys(CONTACT_WORDS.en)).toEqual(Object.keys(CONTACT_WORDS['zh-Hant-TW']));
  expect(Object.values(CONTACT_WORDS['zh-Hant-TW']).join('')).not.toContain('台');
});
