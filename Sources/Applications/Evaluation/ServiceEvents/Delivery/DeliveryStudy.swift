import AnomalyLocalization
import NumericKernels
import Reasoning

/// A generated month of a content delivery network, in which it is known what was broken where and when.
///
/// Judged as in the paper, by the ranked list of each day: what an operator would see at its end, the events that were anomalous
/// on that day by the severity of that day's bins, the first twenty of them.
public struct DeliveryStudy: Sendable {
    /// How a month is drawn.
    public struct Settings: Sendable, Hashable {
        /// Everything is drawn from it.
        public var seed: UInt64 = 1
        /// Hours; a month has 744.
        public var hours = 744
        /// Hours before the first fault and before anything is judged.
        public var warmUp = 168
        /// Users in a usual hour, over all groups.
        public var usersPerHour = 120_000.0
        /// Faults; 0 for a quiet month.
        public var faults = 60
        /// A fault strikes groups of at least so many users in a usual hour.
        public var leastUsers = 100.0
        /// So many entries of a day are looked at.
        public var top = 20

        /// The month of the study.
        public init() {}
    }

    /// What became of a fault.
    public struct Finding: Sendable, Hashable {
        /// What was broken.
        public var cause: String
        /// The kind of the group that suffered.
        public var kind: String
        /// Its users in a usual hour.
        public var users: Double
        /// By how many milliseconds they were slower.
        public var shift: Double
        /// How many hours it lasted.
        public var hours: Int
        /// The best rank of an event of it on a day, from 1; nil where none was told.
        public var rank: Int?
        /// Hours from its begin to the end of the first anomalous bin, less the length of a bin.
        public var delay: Int?
        /// Whether the best event names the very group.
        public var isExact = false
        /// Whether it names a group of the same users, which no measurement could tell from it.
        public var isLocalized = false
        /// What the best event names.
        public var named: String?
        /// Events that were told of it.
        public var entries = 0
    }

    /// Hours without any measurement: the collector was down.
    static let outage = 300..<302
    /// Hours in which every value is a tenth of what it should be: the collector had a bug.
    static let dirt = 400..<401

    /// What was found.
    public private(set) var findings: [Finding] = []
    /// Days that were judged.
    public private(set) var days = 0
    /// Entries among the first of their day.
    public private(set) var entries = 0
    /// Those of them that no fault explains.
    public private(set) var falseEntries = 0
    /// What those were, for those who want to know.
    public private(set) var falseNames: [String] = []
    /// All events, anywhere in the ranking.
    public private(set) var events = 0
    /// Groups whose series was anomalous, over all bins.
    public private(set) var anomalous = 0
    /// Groups with users, over all bins.
    public private(set) var groupBins = 0
    /// Measurements.
    public private(set) var measurements = 0
    /// Processor seconds of the monitor, without drawing.
    public private(set) var seconds = 0.0

    /// Draws a month and watches it.
    ///
    /// - Parameter progress: is told hours done and hours in all.
    public init(
        _ settings: Settings, monitor monitorSettings: ServiceEventSettings? = nil,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        var network = DeliveryNetwork(
            usersPerHour: settings.usersPerHour, seed: settings.seed)
        var generator = Self.generator(seed: settings.seed)
        let faults = DeliveryFault.draw(
            settings.faults, network: &network, bins: settings.warmUp..<settings.hours,
            without: [Self.outage, Self.dirt], leastUsers: settings.leastUsers,
            generator: &generator)
        var traffic = DeliveryTraffic(
            network, faults: faults, outage: Self.outage, dirt: Self.dirt,
            seed: settings.seed &+ 7_777)
        var watch = monitorSettings ?? ServiceEventSettings()
        watch.metric = "rtt"
        watch.history = 0
        var monitor = try ServiceEventMonitor(hierarchy: .contentDelivery(), settings: watch)
        let start: Int64 = 1_279_584_000
        var ledger = DeliveryLedger(network, faults: faults, start: start, settings: settings)
        for hour in 0..<settings.hours {
            progress(hour, settings.hours)
            let batch = traffic.hour(hour, start: (start + Int64(hour) * 3_600) * 1_000_000)
            let begin = ThreadClock.seconds
            let reports = try monitor.take(batch)
            seconds += ThreadClock.seconds - begin
            for report in reports { take(report, &ledger) }
        }
        for report in monitor.finish() { take(report, &ledger) }
        measurements = monitor.counts.taken
        let grade = ledger.grade()
        findings = grade.findings
        days = grade.days
        entries = grade.entries
        falseEntries = grade.falseEntries
        falseNames = grade.falseNames
        events = grade.events
    }

    /// From which faults are drawn.
    static func generator(seed: UInt64) -> Xoshiro256 { Xoshiro256(seed: seed &+ 1_000_003) }

    private mutating func take(_ report: ServiceEventReport, _ ledger: inout DeliveryLedger) {
        anomalous += report.anomalous
        groupBins += report.groups
        ledger.take(report)
    }
}
