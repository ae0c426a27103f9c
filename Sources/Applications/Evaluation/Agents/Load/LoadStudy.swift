import Foundation

/// Puts a regional agent under load and measures what becomes of it.
public struct LoadStudy: Sendable {
    private let plan: LoadPlan
    private let target: LoadTarget
    private let process: Int32?

    /// Makes a study.
    ///
    /// - Parameters:
    ///   - target: the regional agent.
    ///   - process: its process when it is on this machine, for its processor time.
    public init(_ plan: LoadPlan, target: LoadTarget, process: Int32? = nil) {
        self.plan = plan
        self.target = target
        self.process = process
    }

    /// Runs all phases.
    ///
    /// - Parameter progress: told in words what is under way.
    /// - Throws: `CancellationError`, or what keeps requests from being made at all.
    public func run(progress: @Sendable (String) -> Void) async throws -> LoadSummary {
        let driver = LoadDriver(target: target, plan: plan)
        do {
            var figures = [LoadFigures]()
            for phase in plan.phases {
                progress("\(phase.name): \(Int(phase.rate)) requests/s for \(phase.seconds) s")
                try await warm(phase, with: driver)
                figures.append(try await measure(phase, with: driver))
                try await settle(with: driver)
            }
            await driver.shutdown()
            return LoadSummary(plan: plan, agent: target.uri, figures: figures)
        } catch {
            await driver.shutdown()
            throw error
        }
    }

    /// Has the agent learn about every server of cached requests, and compile what it needs.
    private func warm(_ phase: LoadPhase, with driver: LoadDriver) async throws {
        var plan = plan
        plan.seed ^= 0x5741_524D
        let rate = min(phase.bar / 10, 100)
        let warming = LoadPhase(
            evidence: phase.evidence, level: .half, bar: phase.bar, rate: rate,
            seconds: max(1, 4 * Double(plan.servers) / rate))
        _ = try await LoadDriver(sharing: driver, plan: plan).run(warming)
    }

    private func measure(
        _ phase: LoadPhase, with driver: LoadDriver
    ) async throws -> LoadFigures {
        let before = Usage(process)
        let first = await driver.status()
        let watch = Task { () -> Int in
            var most = 0
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(500))
                most = max(most, await driver.status()?.residentBytes ?? 0)
            }
            return most
        }
        let tally: LoadTally
        do {
            tally = try await driver.run(phase)
        } catch {
            watch.cancel()
            throw error
        }
        let after = Usage(process)
        watch.cancel()
        let watched = await watch.value
        let last = await driver.status()
        let most = max(watched, first?.residentBytes ?? 0, last?.residentBytes ?? 0)
        let spent = after.since(before)
        return LoadFigures(
            phase: phase, answeredRate: Double(tally.answeredInTime) / phase.seconds,
            answered: tally.latencies.count, refusals: tally.refusals, failures: tally.failures,
            latency: LatencySummary(tally.latencies, of: phase.count),
            samples: tally.samples.count + tally.refusalSamples.count,
            flaws: tally.flaws(format: plan.format, evidence: phase.evidence),
            specialistRequests: first.flatMap { first in
                last.map {
                    $0.actions.values.reduce(0, +) - first.actions.values.reduce(0, +)
                }
            }, residentBytes: most > 0 ? most : nil, agentSeconds: spent.agent,
            generatorSeconds: spent.generator, otherSeconds: spent.others, elapsed: spent.elapsed)
    }

    /// Waits until the agent has nothing left to do, 10 seconds at most.
    private func settle(with driver: LoadDriver) async throws {
        for _ in 0..<50 {
            if let status = await driver.status(), status.exchanges == 0 { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        try await Task.sleep(for: .milliseconds(300))
    }

    /// Processor times at a moment.
    private struct Usage {
        let agent: Double?
        let generator = ProcessUsage.own
        let machine = ProcessUsage.machineSeconds
        let moment = ContinuousClock.now

        init(_ process: Int32?) { agent = process.flatMap(ProcessUsage.processorSeconds(of:)) }

        func since(
            _ other: Usage
        ) -> (agent: Double?, generator: Double?, others: Double?, elapsed: Double) {
            func difference(_ path: KeyPath<Usage, Double?>) -> Double? {
                self[keyPath: path].flatMap { now in other[keyPath: path].map { now - $0 } }
            }
            let (agent, generator) = (difference(\.agent), difference(\.generator))
            let others = difference(\.machine).map {
                max(0, $0 - (agent ?? 0) - (generator ?? 0))
            }
            return (agent, generator, others, (moment - other.moment) / .seconds(1))
        }
    }
}
