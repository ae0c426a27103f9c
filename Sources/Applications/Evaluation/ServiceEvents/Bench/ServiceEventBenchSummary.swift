import Foundation

/// How fast measurements become events, each figure with its bar.
public struct ServiceEventBenchSummary: Sendable {
    /// What is measured.
    public struct Settings: Sendable, Hashable {
        /// Values of which medians are taken.
        public var values = 10_000_000
        /// Measurements of the greatest bin.
        public var records = 10_000_000
        /// The greatest number of groups.
        public var groups = 1_000_000
        /// How often medians are measured; the fastest counts.
        public var repetitions = 3

        /// What the bars are set for.
        public init() {}
    }

    let figures: [ServiceEventBenchmark.Figure]

    /// Whether every bar is met.
    public var isMet: Bool { figures.allSatisfy(\.isMet) }

    /// Measures.
    ///
    /// - Parameter progress: is told what begins.
    public static func measure(
        _ settings: Settings = Settings(), progress: (String) -> Void = { _ in }
    ) throws -> ServiceEventBenchSummary {
        progress("medians")
        var figures = ServiceEventBenchmark.medians(
            values: settings.values, groups: 20_000, repetitions: settings.repetitions)
        var byRecords: [Double] = []
        for records in [settings.records / 100, settings.records / 10, settings.records] {
            progress("\(records) measurements of 17,374 groups")
            let run = try ServiceEventBenchmark.monitor(records: records, groups: 17_374)
            byRecords.append(run.nanoseconds)
            figures.append(cost("\(records) measurements, \(run.groups) groups", run.nanoseconds))
        }
        var byGroups: [Double] = []
        for groups in [settings.groups / 1_000, settings.groups / 30, settings.groups] {
            progress("\(settings.records) measurements of \(groups) groups")
            let run = try ServiceEventBenchmark.monitor(records: settings.records, groups: groups)
            byGroups.append(run.nanoseconds)
            figures.append(
                cost("\(settings.records) measurements, \(run.groups) groups", run.nanoseconds))
            if groups == settings.groups {
                figures.append(
                    .init(
                        name: "memory at its peak, \(run.series) series",
                        value: Double(Self.peakBytes) / 1e6, unit: "MB"))
            }
        }
        let slowest = (byRecords + byGroups).max() ?? 0
        figures += [
            .init(
                name: "measurements to eight groups, one processor", value: 1e3 / slowest,
                unit: "million a second, the slowest", bar: 1),
            .init(
                name: "cost by the number of measurements", value: spread(byRecords),
                unit: "times, dearest to cheapest", bar: 2, lessIsBetter: true),
            .init(
                name: "cost by the number of groups", value: spread(byGroups),
                unit: "times, dearest to cheapest", bar: 4, lessIsBetter: true),
        ]
        return ServiceEventBenchSummary(figures: figures)
    }

    private static func cost(_ name: String, _ value: Double) -> ServiceEventBenchmark.Figure {
        .init(name: name, value: value, unit: "ns a measurement")
    }

    private static func spread(_ values: [Double]) -> Double {
        (values.max() ?? 1) / max(1e-9, values.min() ?? 1)
    }

    /// The most memory that the process ever had.
    private static var peakBytes: Int {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #else
            // 0 is RUSAGE_SELF, of a type that glibc's function does not take.
            getrusage(0, &usage)
            return usage.ru_maxrss * 1_024
        #endif
    }

    /// The figures for people.
    public func text(usesColour: Bool) -> String {
        let style = TextColumns(usesColour: usesColour)
        let width = 2 + (figures.map(\.name.count).max() ?? 0)
        return figures.map { figure in
            var line =
                TextColumns.left(figure.name, width)
                + TextColumns.right(Self.written(figure.value), 10) + "  "
                + TextColumns.left(figure.unit, 32)
            if let bar = figure.bar {
                line +=
                    (figure.lessIsBetter ? "at most " : "at least ")
                    + TextColumns.left(Self.written(bar), 6)
                    + (figure.isMet ? style.green("met") : style.red("missed"))
            }
            return line + "\n"
        }.joined()
    }

    private static func written(_ value: Double) -> String { String(format: "%.4g", value) }

    /// The figures for programs, on one line.
    public var json: String {
        JSONNode.object([
            .init("schema", .integer(1)),
            .init(
                "figures",
                .array(
                    figures.map {
                        .object([
                            .init("name", .string($0.name)), .init("value", .number($0.value)),
                            .init("unit", .string($0.unit)), .init("bar", .number(orNull: $0.bar)),
                            .init("lessIsBetter", .boolean($0.lessIsBetter)),
                            .init("met", .boolean($0.isMet)),
                        ])
                    })),
        ]).text
    }
}
