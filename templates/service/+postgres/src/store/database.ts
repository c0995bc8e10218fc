/** The table as the code sees it; `migrations/` makes it so. */
export interface Database {
  readonly sample_item: {
    readonly sample_item_id: string;
    readonly title: string;
    readonly created_at: Date;
  };
}
