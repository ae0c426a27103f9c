/// What came of the studies of service events: a generated month, a quiet one, single series, leaf tables.
public struct ServiceEventsSummary: Sendable {
    /// What is studied.
    public struct Settings: Sendable, Hashable {
        /// Everything is drawn from it.
        public var seed: UInt64 = 1
        /// Months with faults, with the seeds that follow.
        public var months = 1
        /// How a month is drawn.
        public var month = DeliveryStudy.Settings()
        /// Series of each kind.
        public var series = 20
        /// Leaf tables of each family.
        public var tables = 60
        /// A folder of leaf tables with `truth.csv`, graded instead of generated ones.
        public var tableFolder: String?
        /// A folder of series with labelled shifts.
        public var traceFolder: String?

        /// The whole study.
        public init() {}
    }

    /// A month against its bars.
    public static let topBar = 0.95
    /// The share of faults that must be told as the group that failed.
    public static let localizedBar = 0.9
    /// False entries a day that are borne with among the first twenty.
    public static let falseBar = 1.0

    /// What was studied.
    public let settings: Settings
    /// The number of the form of the JSON; it changes when readers would have to.
    public static let schema = 1

    let months: [DeliveryStudy]
    let quiet: DeliveryStudy
    let series: SeriesStudySummary
    let leaves: LeafStudySummary

    /// Runs the studies.
    ///
    /// - Parameter progress: is told what begins.
    public init(_ settings: Settings, progress: (String) -> Void = { _ in }) throws {
        self.settings = settings
        var months: [DeliveryStudy] = []
        for number in 0..<max(1, settings.months) {
            var month = settings.month
            month.seed = settings.seed &+ UInt64(number)
            months.append(
                try DeliveryStudy(month) { progress("month \(number + 1): hour \($0) of \($1)") })
        }
        self.months = months
        var still = settings.month
        still.seed = settings.seed
        still.faults = 0
        quiet = try DeliveryStudy(still) { progress("quiet month: hour \($0) of \($1)") }
        var series = SeriesStudy.Settings()
        series.seed = settings.seed
        series.repetitions = settings.series
        self.series = try SeriesStudySummary.measure(
            series, traces: settings.traceFolder, progress: progress)
        if let folder = settings.tableFolder {
            leaves = try LeafTableGrading().run(folder: folder, progress: progress)
        } else {
            var study = LeafStudy()
            study.seed = settings.seed
            study.tables = settings.tables
            leaves = try study.run(progress: progress)
        }
    }

    /// The faults of all months.
    var findings: [DeliveryStudy.Finding] { months.flatMap(\.findings) }

    /// The share of faults that are among the first of a day.
    public var topShare: Double { share { ($0.rank ?? .max) <= settings.month.top } }
    /// The share of faults whose best event names a group of the very users that suffer.
    public var localizedShare: Double { share(\.isLocalized) }
    /// Entries a day, among the first, that no fault explains.
    public var falseADay: Double {
        Double(months.reduce(0) { $0 + $1.falseEntries })
            / Double(max(1, months.reduce(0) { $0 + $1.days }))
    }

    /// Whether the generated months meet their bars.
    public var isMet: Bool {
        topShare >= Self.topBar && localizedShare >= Self.localizedBar
            && falseADay <= Self.falseBar
    }

    private func share(_ holds: (DeliveryStudy.Finding) -> Bool) -> Double {
        Double(findings.count(where: holds)) / Double(max(1, findings.count))
    }
}
