import { SetMetadata } from '@nestjs/common';

export const AUDITS_ITSELF = 'lianfang:audits-itself';

/** Says of a route that it tells the audit itself, in better words than whoever audits every route could. */
export const AuditsItself = (): ClassDecorator & MethodDecorator => SetMetadata(AUDITS_ITSELF, true);
