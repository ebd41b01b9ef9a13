import { saidWhy } from './said-why';

describe('saidWhy', () => {
  it('reads a purpose as it was meant', () => {
    expect(saidWhy({ 'lianfang-purpose': encodeURIComponent('事件處理 ') })).toEqual({
      purpose: '事件處理',
      investigation: undefined,
    });
  });

  it.each([undefined, '', '%20'])('takes %j for none', (header) => {
    expect(saidWhy({ 'lianfang-purpose': header }).purpose).toBeUndefined();
  });

  it.each(['x', '%E4%BA', encodeURIComponent('a\nb'), 'x'.repeat(201)])('refuses %j, and says how', (header) => {
    expect(() => saidWhy({ 'lianfang-purpose': header })).toThrow(/lianfang-purpose: /);
  });

  it('refuses what can be no id of an investigation', () => {
    expect(() => saidWhy({ 'lianfang-investigation': '../x' })).toThrow(/lianfang-investigation/);
  });
});
