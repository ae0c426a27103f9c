/// What the study of fault rates gave: the experiments of the paper, its timing, and failing links.
///
/// J. Platt, E. Kıcıman and D. Maltz, *Fast variational inference for large-scale Internet diagnosis*, 2007.
public struct FaultRatesSummary: Sendable {
    /// How much is done.
    public struct Settings: Sendable, Equatable {
        /// Everything is drawn from it.
        public var seed: UInt64 = 1
        /// Blocks of 100,000 requests of the timing.
        public var blocks = 100
        /// Cases of failing links to set thresholds with.
        public var training = 40
        /// Cases of failing links that are graded.
        public var cases = 100
        /// Whether L-BFGS over both parameters takes part in the synthetic experiment.
        public var fullBatch = true

        /// The numbers of the paper: 10 million requests.
        public init() {}
    }

    /// How much was done.
    public let settings: Settings
    let synthetic: SyntheticRateStudy
    let rising: RisingSystemsStudy
    let timing: RateTiming
    let links: [FailingLinkStudy.Row]

    /// Runs the study.
    ///
    /// - Parameter progress: is told what begins.
    public init(
        _ settings: Settings = Settings(), progress: (String) -> Void = { _ in }
    ) throws(EvaluationError) {
        self.settings = settings
        do {
            progress("the synthetic experiment")
            synthetic = try SyntheticRateStudy(seed: settings.seed, fullBatch: settings.fullBatch)
            progress("two systems that rise together")
            rising = try RisingSystemsStudy(seed: settings.seed)
            progress("\(settings.blocks) blocks of 100,000 requests")
            timing = try RateTiming(seed: settings.seed, blocks: settings.blocks)
            progress("failing links of a fat tree")
            var configuration = FailingLinkStudy.Configuration()
            configuration.seed = settings.seed
            configuration.training = settings.training
            configuration.graded = settings.cases
            links = try FailingLinkStudy.rows(configuration)
        } catch {
            throw .worldImpossible(reason: "\(error)")
        }
    }
}
