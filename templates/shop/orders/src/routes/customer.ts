import { Problem, requestContext } from '@sample-system/chassis';

/** The customer of the request in hand, as the gateway took it from the token. @throws Problem 401 for a request without one. */
export const currentCustomer = (): string => {
  const customerId = requestContext()?.identity['x-identity-sub'];
  if (customerId === undefined || customerId === '') throw new Problem({ status: 401, type: 'unauthenticated', title: 'No customer', detail: 'Orders are placed through the gateway, with a token.' });
  return customerId;
};
