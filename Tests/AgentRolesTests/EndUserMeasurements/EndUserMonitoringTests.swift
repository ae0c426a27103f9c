import AnomalyLocalization
import Foundation
import Reasoning
import Records
import Testing

@testable import AgentRoles

@Suite("Measurements of end users from files to reports")
struct EndUserMonitoringTests {
    private let folder: URL
    private var path: String { folder.appending(path: "rtt.csv").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "end-users-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func monitor() throws -> ServiceEventMonitor {
        var settings = ServiceEventSettings()
        settings.metric = "rtt"
        return try ServiceEventMonitor(
            hierarchy: GroupHierarchy([
                .init(name: "country"), .init(name: "city", parents: ["country"]),
            ]), settings: settings)
    }

    /// Four days of forty users in two cities; from the last noon on one city is slow.
    private func write() throws {
        var text = "time,user,rtt,country,city\n"
        for hour in 0..<96 {
            for user in 0..<40 {
                let isSlow = user < 20 && hour >= 84
                let value = 30 + (user * 7 + hour * 3) % 5 + (isSlow ? 60 : 0)
                text +=
                    "\(1_700_006_400 + hour * 3600 + user * 60),u\(user),\(value),FR,"
                    + "\(user < 20 ? "Lyon" : "Paris")\n"
            }
        }
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    @Test("what a file says reaches the monitor, and an event comes out")
    func event() async throws {
        try write()
        defer { try? FileManager.default.removeItem(at: folder) }
        var run = try EndUserMonitoring(reading: MeasurementConfiguration(), monitor: monitor())
        var reports: [ServiceEventReport] = []
        let summary = try await run.run([.file(path: path)]) { step, _ in
            if case .taken(let progress) = step { reports += progress.reports }
        }
        reports += run.monitor.finish()
        #expect(summary.measurements == 96 * 40)
        #expect(run.monitor.counts.taken == 96 * 40)
        #expect(reports.count == 96)
        #expect(run.monitor.names == [["FR"], ["Lyon", "Paris"]])
        let opened = reports.flatMap(\.opened)
        #expect(opened.count == 1)
        #expect(opened.first?.users == 20)
    }

    @Test("a run that is stopped and resumed with its state ends as one run does")
    func resuming() async throws {
        try write()
        defer { try? FileManager.default.removeItem(at: folder) }
        var reading = MeasurementConfiguration()
        (reading.chunkSize, reading.lineLimit) = (4000, 300)
        var whole = try EndUserMonitoring(reading: reading, monitor: monitor())
        var states: [(bytes: [UInt8], position: ReadingPosition)] = []
        _ = try await whole.run([.file(path: path)]) { step, monitor in
            guard case .taken(let progress) = step else { return }
            states.append((try monitor.state(), progress.position))
        }
        let end = try whole.monitor.state()
        #expect(states.count > 20)
        for state in [states[0], states[states.count / 2], states[states.count - 1]] {
            let kept = try monitor()
            let resumed = try ServiceEventMonitor(
                state: state.bytes, hierarchy: kept.hierarchy, settings: kept.settings)
            var run = try EndUserMonitoring(reading: reading, monitor: resumed)
            _ = try await run.run([.file(path: path)], from: state.position) { _, _ in }
            #expect(try run.monitor.state() == end)
        }
    }
}
