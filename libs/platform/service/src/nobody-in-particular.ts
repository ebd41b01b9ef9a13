import { SetMetadata } from '@nestjs/common';

/** The key under which a route says what whoever asks it needs. */
export const NEEDED = 'lianfang:needs';

/** What a route needs that answers whoever asks, and says nothing of anybody: health, the way to sign in. */
export const NOBODY_IN_PARTICULAR = 'nobody-in-particular';

/** Marks such a route, or all routes of a controller. */
export const ForNobodyInParticular = (): ClassDecorator & MethodDecorator => SetMetadata(NEEDED, NOBODY_IN_PARTICULAR);

/**
 * What reading the metrics needs, where a service has a guard: they count what all counties have. A service without one
 * answers whoever reaches its port.
 */
export const METRICS_NEED = 'metrics.read';
