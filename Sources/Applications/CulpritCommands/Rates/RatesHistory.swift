import Evaluation
import Reasoning

/// What is kept of all blocks of a run, for its end and for the drawing.
struct RatesHistory {
    /// A fault that was named at some time.
    struct Row {
        let fault: String
        /// The first block that named it.
        let first: FaultRateReport.Moment
        /// How many blocks named it.
        var named = 0
        /// The highest mean of a block that named it.
        var peak = 0.0
        /// The failures that it explains in all blocks that named it.
        var explained = 0.0
    }

    /// So many blocks are kept; what is older is forgotten.
    static let blockLimit = 4_096
    /// So many faults are kept; the ones after are not.
    static let faultLimit = 500
    /// So many faults are drawn.
    static let drawnLimit = 8

    /// How many blocks there were.
    private(set) var blocks = 0
    private var moments: [FaultRateReport.Moment] = []
    private var byName: [String: Row] = [:]
    /// By fault, the rate in each block that is kept; nil where no request named it.
    private var points: [String: [Chart.Point?]] = [:]

    /// Adds a block.
    mutating func add(_ report: FaultRateReport) {
        blocks += 1
        moments.append(
            FaultRateReport.Moment(block: report.block, time: report.times?.lowerBound))
        for finding in report.named {
            let known = byName[finding.fault]
            guard known != nil || byName.count < Self.faultLimit else { continue }
            let now = FaultRateReport.Moment(
                block: report.block, time: report.times?.lowerBound)
            var row = known ?? Row(fault: finding.fault, first: finding.since ?? now)
            if known == nil { points[finding.fault] = past(finding) }
            row.named += 1
            row.explained += finding.explained
            row.peak = max(row.peak, finding.exactMean)
            byName[finding.fault] = row
        }
        addPoints(report)
        if moments.count > Self.blockLimit {
            moments.removeFirst()
            for name in points.keys { points[name]?.removeFirst() }
        }
    }

    /// The points of a fault before the block that first names it.
    private func past(_ finding: FaultRateFinding) -> [Chart.Point?] {
        let before = moments.dropLast()
        let course = finding.course.dropLast().suffix(before.count)
        let unknown = [Chart.Point?](repeating: nil, count: before.count - course.count)
        return unknown
            + zip(before.suffix(course.count), course).map { moment, mean in
                mean.map { Chart.Point(x: x(moment), y: $0) }
            }
    }

    private mutating func addPoints(_ report: FaultRateReport) {
        guard let now = moments.last else { return }
        let details = Dictionary(
            report.faults.map { ($0.fault, $0) }, uniquingKeysWith: { first, _ in first })
        let means = Dictionary(
            report.followed.map { ($0.fault, $0.mean) }, uniquingKeysWith: { first, _ in first })
        for name in points.keys {
            var point: Chart.Point?
            if let finding = details[name] {
                point = Chart.Point(
                    x: x(now), y: finding.exactMean,
                    interval: finding.low...max(finding.low, finding.high))
            } else if let mean = means[name] ?? nil {
                point = Chart.Point(x: x(now), y: mean)
            }
            points[name]?.append(point)
        }
    }

    private func x(_ moment: FaultRateReport.Moment) -> Double {
        moment.time.map { Double($0) / 1e6 } ?? Double(moment.block)
    }

    /// The faults, those that explain most first.
    var rows: [Row] {
        byName.values.sorted {
            $0.explained == $1.explained ? $0.fault < $1.fault : $0.explained > $1.explained
        }
    }

    /// The rate of a fault over all blocks, drawn together to at most so many values.
    func course(_ fault: String, count: Int) -> [Double?] {
        let all = (points[fault] ?? []).map { $0?.y }
        guard all.count > count else { return all }
        return (0..<count).map { place in
            let range = place * all.count / count..<(place + 1) * all.count / count
            let values = all[range].compactMap { $0 }
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
    }

    /// The drawing: rates over time, with their intervals where they are known.
    var chart: Chart {
        let hasTimes = !moments.isEmpty && moments.allSatisfy { $0.time != nil }
        return Chart(
            title: "Fault rates", xTitle: hasTimes ? "time (UTC)" : "block",
            yTitle: "rate", xAxis: hasTimes ? .time : .number,
            series: rows.prefix(Self.drawnLimit).map {
                Chart.Series(title: $0.fault, points: points[$0.fault] ?? [])
            })
    }
}
