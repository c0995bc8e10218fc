import type { PaymentProvider } from '../domain/charge.ts';

/** Stands in for a payment provider: moves no money, declines the card `tok_declined`. */
export const sampleProvider: PaymentProvider = {
  charge: async ({ cardToken }) => (cardToken === 'tok_declined' ? 'declined' : 'charged'),
  refund: async () => {},
};
