export { ContactList } from './contact-list';
export { CONTACT_WORDS, type ContactWord } from './words';
