import AnomalyLocalization
import Foundation

/// Level shifts of labelled traces: how many are found, and how soon.
public struct SeriesTraces: Sendable {
    /// A trace.
    public struct Trace: Sendable {
        /// The name of its file, without ending.
        public let name: String
        /// The labelled change points.
        public let labels: Int
        /// The shifts told by segments, by the paper's shadow set, and those among them that are labelled.
        public let segments: (told: Int, right: Int)
        /// Those of the shadow set.
        public let shadow: (told: Int, right: Int)

        /// The harmonic mean of precision and recall.
        static func f1(_ score: (told: Int, right: Int), _ labels: Int) -> Double {
            score.told + labels == 0 ? 1 : 2 * Double(score.right) / Double(score.told + labels)
        }
    }

    /// How far a shift may be from its label, in values.
    public static let tolerance = 5
    /// The traces by name.
    public let traces: [Trace]
    /// Values between a shift and its finding, in ascending order; by segments.
    public let delays: [Int]

    /// The mean F1 by segments.
    public var f1: Double { mean { Trace.f1($0.segments, $0.labels) } }
    /// The mean F1 by the paper's shadow set.
    public var shadowF1: Double { mean { Trace.f1($0.shadow, $0.labels) } }

    private func mean(_ value: (Trace) -> Double) -> Double {
        traces.isEmpty ? 0 : traces.map(value).reduce(0, +) / Double(traces.count)
    }

    static func measure(folder: String, progress: (String) -> Void) throws -> SeriesTraces {
        let url = URL(filePath: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".csv") }.sorted()
        var delays: [Int] = []
        let traces = try names.map { file in
            progress("series: \(file)")
            let text = try String(contentsOf: url.appending(path: file), encoding: .utf8)
            let values = text.split(whereSeparator: \.isNewline).dropFirst().map { line in
                let fields = line.split(separator: ";")
                return fields.count > 1 ? Double(fields[1]) ?? .nan : .nan
            }
            let name = String(file.dropLast(4))
            let labels = try String(contentsOf: url.appending(path: name + ".txt"), encoding: .utf8)
                .split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            func score(_ method: SeriesMonitorSettings.Shifts) throws -> (told: Int, right: Int) {
                var settings = SeriesMonitorSettings()
                (settings.shifts, settings.season) = (method, .none)
                var monitor = try SeriesMonitor(settings: settings)
                var told: [Int] = []
                for value in values {
                    for shift in try monitor.add(time: nil, value: value).compactMap(\.levelShift) {
                        told.append(shift.index)
                        if method == .segments { delays.append(shift.delay) }
                    }
                }
                return (told.count, right(told, labels))
            }
            return Trace(
                name: name, labels: labels.count, segments: try score(.segments),
                shadow: try score(.shadow))
        }
        return SeriesTraces(traces: traces, delays: delays.sorted())
    }

    /// How many labels have a shift of their own within the tolerance.
    static func right(_ told: [Int], _ labels: [Int]) -> Int {
        var free = told.sorted()
        return labels.sorted().count { label in
            guard let place = free.firstIndex(where: { abs($0 - label) <= tolerance }) else {
                return false
            }
            free.remove(at: place)
            return true
        }
    }

    func text(bold: (String) -> String) -> String {
        let middle = delays.isEmpty ? 0 : delays[delays.count / 2]
        let late = delays.isEmpty ? 0 : delays[delays.count * 9 / 10]
        return bold("Level shifts of \(traces.count) labelled traces") + "\n"
            + String(format: "  mean F1 %.3f by segments", f1)
            + ", told \(middle) values later in the middle, \(late) in nine of ten;"
            + String(format: " %.3f by the shadow set\n", shadowF1)
    }

    var json: [String: Any] {
        [
            "f1": f1, "shadowF1": shadowF1,
            "delays": delays.isEmpty ? 0 : delays[delays.count / 2],
            "traces": traces.map {
                [
                    "name": $0.name, "labels": $0.labels, "told": $0.segments.told,
                    "right": $0.segments.right,
                ] as [String: Any]
            },
        ]
    }
}
