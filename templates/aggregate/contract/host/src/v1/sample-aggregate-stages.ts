/** The events of sample-aggregate, in the order in which they come. */
export const sampleAggregateStages = ['sample-event'] as const;
