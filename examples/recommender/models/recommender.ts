/** What orders videos for a viewer: the higher, the sooner shown. Both are places in the platform's lists. */
export type Recommender = (viewer: number, video: number) => number;
