import AgentRoles
import Foundation
import NoisyOr
import NumericKernels
import Reasoning
import Records

/// How fast logs are read and rates inferred, each figure with its bar.
public struct RateBenchSummary: Sendable {
    /// What is measured.
    public struct Settings: Sendable, Equatable {
        /// Observations that the methods pass over.
        public var observations = 10_000_000
        /// Lines of the log that is read; 0 for none.
        public var lines = 1_000_000
        /// An instance in the neutral form of which the optimum is found; nil for the synthetic experiment.
        public var instance: String?
        /// The prior of the instance.
        public var prior = (alpha: 5e-3, beta: 1.0)
        /// How often the kernels are measured; the fastest counts.
        public var repetitions = 3

        /// What the bars are set for.
        public init() {}

        /// Whether both say the same.
        public static func == (left: Settings, right: Settings) -> Bool {
            left.observations == right.observations && left.lines == right.lines
                && left.instance == right.instance && left.prior == right.prior
                && left.repetitions == right.repetitions
        }
    }

    let figures: [RateBenchmark.Figure]

    /// Whether every bar is met.
    public var isMet: Bool { figures.allSatisfy(\.isMet) }

    /// Measures.
    ///
    /// - Parameter progress: is told what begins.
    public static func measure(
        _ settings: Settings = Settings(), progress: (String) -> Void = { _ in }
    ) async throws -> RateBenchSummary {
        progress("the exact optimum")
        let patterns: ObservationPatterns
        if let instance = settings.instance {
            patterns = try await RateInstance.patterns(path: instance)
        } else {
            patterns = try SyntheticRates(seed: 1).patterns
        }
        var figures = try RateBenchmark.exactOptimum(
            patterns,
            prior: BetaDistribution(alpha: settings.prior.alpha, beta: settings.prior.beta))
        progress("\(settings.observations) observations")
        figures += try RateBenchmark.speeds(
            requests: settings.observations, repetitions: settings.repetitions)
        progress("a stream in blocks")
        let blocks = max(1, settings.observations / 100_000)
        let stream = try RateBenchmark.stream(blocks: blocks, folded: false)
        figures.append(
            RateBenchmark.Figure(
                name: stream.name, value: stream.value, unit: stream.unit,
                bar: stream.bar * Double(blocks) / 100, lessIsBetter: true))
        if settings.lines > 0 {
            progress("a log of \(settings.lines) lines")
            figures += try await logFigures(settings.lines)
        }
        return RateBenchSummary(figures: figures)
    }

    private static func logFigures(_ lines: Int) async throws -> [RateBenchmark.Figure] {
        let benchmark = LogBenchmark(lines: lines, seed: 1)
        let path = FileManager.default.temporaryDirectory
            .appending(path: "culprit-bench-\(ProcessInfo.processInfo.processIdentifier).log")
            .path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try benchmark.write(to: path)
        let table = try benchmark.table()
        let plain = try await LogBenchmark.read(path, table: nil)
        let enriched = try await LogBenchmark.read(path, table: table)
        func figures(
            _ name: String, _ run: (lines: Int, wall: Double, processor: Double), bar: Double
        ) -> [RateBenchmark.Figure] {
            let millions = Double(run.lines) / 1e6
            return [
                RateBenchmark.Figure(
                    name: "\(name), on the clock", value: millions / run.wall,
                    unit: "million lines a second", bar: bar, lessIsBetter: false),
                // Two processors have two seconds of processor time a second.
                RateBenchmark.Figure(
                    name: "\(name), of two processors", value: 2 * millions / run.processor,
                    unit: "million lines a second", bar: bar, lessIsBetter: false),
            ]
        }
        return figures("combined log to patterns", plain, bar: 1)
            + figures("the same with routing data", enriched, bar: 0.5)
    }

    /// The figures for people.
    public func text(usesColour: Bool) -> String {
        let style = TextColumns(usesColour: usesColour)
        let width = 2 + (figures.map(\.name.count).max() ?? 0)
        return figures.map { figure in
            let verdict = figure.isMet ? style.green("met") : style.red("missed")
            return TextColumns.left(figure.name, width)
                + TextColumns.right(Self.written(figure.value), 10) + "  "
                + TextColumns.left(figure.unit, 32)
                + (figure.lessIsBetter ? "at most " : "at least ")
                + TextColumns.left(Self.written(figure.bar), 8) + verdict + "\n"
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
                            .init("unit", .string($0.unit)), .init("bar", .number($0.bar)),
                            .init("lessIsBetter", .boolean($0.lessIsBetter)),
                            .init("met", .boolean($0.isMet)),
                        ])
                    })),
        ]).text
    }
}
