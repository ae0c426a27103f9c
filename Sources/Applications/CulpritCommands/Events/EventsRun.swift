import AgentRoles
import Foundation
import Reasoning
import Records

/// One run of `culprit events`: reads, watches, tells, keeps its state.
struct EventsRun {
    let settings: ServiceEventSettings
    let inputs: [RecordInput]
    /// Whether events are told as they begin and end, not ranked at the end.
    let isLive: Bool
    let json: Bool
    let folder: DrawingFolder?
    let rejects: RejectsFile?
    let progress: ReadingProgress
    let text: EventsText

    private let monitor: ServiceEventMonitor
    private var state: EventsState?
    private var position: ReadingPosition?
    private var ranking: EventRanking
    /// When measurements came last.
    private var lastArrival = ContinuousClock.now

    init(
        command: EventsCommand, monitor: ServiceEventMonitor, state: EventsState?,
        rejects: RejectsFile?, progress: ReadingProgress, style: TerminalStyle
    ) throws {
        settings = monitor.settings
        inputs = command.inputs
        isLive = command.follow
        json = command.json
        folder = try command.plot.map(DrawingFolder.init)
        self.rejects = rejects
        self.progress = progress
        text = EventsText(style: style, width: TerminalStyle.width)
        ranking = EventRanking(limit: command.top == 0 ? 100_000 : command.top)
        let resumed = try state?.resumed(monitor)
        self.monitor = resumed?.monitor ?? monitor
        position = resumed?.position
        self.state = state
    }

    mutating func run(_ configuration: MeasurementConfiguration) async throws {
        let summary: MeasurementSummary
        var monitoring: EndUserMonitoring
        do {
            monitoring = try EndUserMonitoring(reading: configuration, monitor: monitor)
            let follows = isLive
            summary = try await monitoring.run(
                inputs, from: position,
                onReject: { [rejects] in rejects?.add($0) },
                onProgress: { [progress] in progress.show($0, follows: follows) },
                deliver: { try take($0, &$1) })
        } catch let error as RecordError {
            progress.clear()
            throw error.ending
        } catch let error as ServiceEventError {
            progress.clear()
            StandardError.write("culprit: the measurements cannot be watched: \(error)\n")
            throw ExitStatus.unmeasurable
        }
        progress.clear()
        try finish(summary, &monitoring.monitor)
    }

    private mutating func take(
        _ step: EndUserMonitoring.Step, _ monitor: inout ServiceEventMonitor
    ) throws {
        switch step {
        case .taken(let taken):
            position = taken.position
            if taken.measurements > 0 { lastArrival = .now }
            try tell(taken.reports)
        case .idle:
            // The stream's own clock goes on with ours: what is replayed or delayed is not taken for late.
            if let latest = monitor.latest {
                let waited = Int64((ContinuousClock.now - lastArrival) / .microseconds(1))
                try tell(monitor.pass(to: latest + waited))
                lastArrival = .now
            }
        case .warning(let warning):
            progress.clear()
            StandardError.write("culprit: \(Figures.message("\(warning)"))\n")
        }
        try state?.keepIfDue(monitor, position)
    }

    private mutating func tell(_ reports: [ServiceEventReport]) throws {
        for report in reports {
            ranking.add(report.closed)
            guard isLive else { continue }
            let news = report.closed + report.opened.filter { $0.to == nil }
            guard !news.isEmpty else { continue }
            progress.clear()
            for event in news {
                try StreamOutput.write(json ? EventsJSON.line(event) : text.news(event))
                try draw(event)
            }
        }
    }

    private mutating func finish(
        _ summary: MeasurementSummary, _ monitor: inout ServiceEventMonitor
    ) throws {
        position = summary.position ?? position
        if state == nil {
            try tell(monitor.finish())
        } else {
            try state?.keep(monitor, position)
            state?.close()
        }
        let events = ranking.top(with: monitor.goingOn)
        let isEmpty = summary.measurements == 0 && position == nil
        if isEmpty {
            // There is nothing to tell of but what went wrong.
        } else if !json {
            let words = EventsSummary(
                monitor: monitor, reading: summary, told: events.count,
                count: ranking.count + monitor.goingOn.count)
            var answer = words.headline + "\n"
            if !events.isEmpty { answer += text.table(events) }
            try StreamOutput.write(answer + words.lines.map { $0 + "\n" }.joined())
        } else if !isLive {
            try StreamOutput.write(events.map(EventsJSON.line).joined())
        }
        if !isLive { for event in events { try draw(event) } }
        let warnings = EventsWarnings(monitor: monitor, reading: summary, isTold: !json)
        StandardError.write(
            warnings.lines.map { "culprit: \(Figures.message($0))\n" }.joined())
        if let failure = rejects?.close() {
            StandardError.write("culprit: \(failure)\n")
            throw ExitStatus.unmeasurable
        }
        if isEmpty || (summary.measurements == 0 && !summary.fileErrors.isEmpty) {
            if summary.fileErrors.isEmpty {
                StandardError.write("culprit: no measurement could be read\n")
            }
            throw ExitStatus.unmeasurable
        }
        if !summary.fileErrors.isEmpty { throw ExitStatus.undecided }
    }

    private func draw(_ event: ServiceEvent) throws {
        guard let folder else { return }
        let name = String(
            event.identifier.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" })
        // A level counts halves of so many usual residuals.
        let normal =
            Double(settings.series.anomalousLevel) / 2 * settings.series.residualScale
        try folder.write(["\(name).svg": event.chart(bin: settings.bin, normal: normal).svg])
    }
}
