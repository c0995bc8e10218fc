/** Has those who ask for the same thing at the same time wait for one answer. */
export type SingleFlight<Value> = (key: string, work: () => Promise<Value>) => Promise<Value>;

export const createSingleFlight = <Value>(): SingleFlight<Value> => {
  const flights = new Map<string, Promise<Value>>();
  return (key, work) => {
    const under = flights.get(key);
    if (under !== undefined) return under;
    const flight = work().finally(() => { flights.delete(key); });
    flights.set(key, flight);
    return flight;
  };
};
