import ArgumentParser
import DMEP
import Dispatch
import Evaluation
import Foundation

/// The verb `culprit bench agents`.
struct BenchAgentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agents", abstract: "Puts a regional agent under load.",
        discussion: """
            Starts a directory, a regional agent and a history agent as processes on this machine, or takes an \
            agent that runs already, and offers diagnosis requests at random moments at a fixed rate, whether the \
            agent keeps up or not: half the load, the whole load and three times it; first requests whose evidence \
            the agent has already, then such that need one specialist each. Latency counts from the moment when a \
            request was due.

            Columns: asked, the requests that went to specialists; CPU ms, processor time of the agent for each \
            request; cores, what the agent used; others, what all else on this machine used, this program not \
            counted.

            Examples:
              culprit bench agents
              culprit bench agents --seconds 30 --format json --json
              culprit bench agents --agent http://127.0.0.1:8001/regional --rate 500

            Exit status: 0 all bars met, 1 one missed, 2 wrong arguments, 4 nothing could be measured.
            """)

    @Option(
        help: ArgumentHelp(
            "A regional agent that runs already, over plain HTTP; none is started then.",
            valueName: "uri"))
    var agent: String?

    @Option(help: ArgumentHelp("How requests are written: xml or json.", valueName: "format"))
    var format = "xml"

    @Option(help: ArgumentHelp("How long each phase lasts, 1 to 3600.", valueName: "seconds"))
    var seconds = 10.0

    @Option(
        help: ArgumentHelp(
            "The diagnoses a second from cached evidence that the agent is held to.",
            valueName: "number"))
    var rate = 2_000.0

    @Option(
        help: ArgumentHelp(
            "The same for those that need one specialist; without it 15 % of --rate.",
            valueName: "number"))
    var specialistRate: Double?

    @Option(help: "What makes requests differ; the same seed offers the same.")
    var seed: UInt64 = 1

    @Flag(help: "Start agents that keep their memory in no file.")
    var noStore = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard DocumentFormat(rawValue: format) != nil else {
            throw ValidationError("--format takes xml or json, not \(format)")
        }
        guard (1...3_600).contains(seconds) else {
            throw ValidationError("--seconds must lie between 1 and 3600, not \(seconds)")
        }
        for number in [rate, specialistRate ?? 1] where !(1...100_000).contains(number) {
            throw ValidationError("rates must lie between 1 and 100000, not \(number)")
        }
        if let agent, LoadTarget(agent) == nil {
            throw ValidationError("--agent takes a URI of plain HTTP, not \(agent)")
        }
    }

    func run() async throws {
        let work = Task { try await study() }
        let signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { work.cancel() }
            source.resume()
            return source
        }
        defer { for source in signals { source.cancel() } }
        let summary: LoadSummary
        do {
            summary = try await work.value
        } catch is CancellationError {
            StandardError.write("culprit: stopped; the agents are stopped too\n")
            throw ExitStatus.unmeasurable
        } catch {
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.unmeasurable
        }
        try StudyOutput.print(json: json ? summary.json : nil) { summary.text(usesColour: $0) }
        if !summary.isMet { throw ExitStatus.fault }
    }

    private func study() async throws -> LoadSummary {
        var plan = LoadPlan()
        plan.cachedRate = rate
        plan.specialistRate = specialistRate ?? max(1, rate * 0.15)
        plan.seconds = seconds
        plan.seed = seed
        plan.format = DocumentFormat(rawValue: format) ?? .xml
        let progress: @Sendable (String) -> Void = { StandardError.write("culprit: \($0)\n") }
        if let target = agent.flatMap(LoadTarget.init) {
            return try await LoadStudy(plan, target: target).run(progress: progress)
        }
        let deployment = AgentDeployment(program: LabProgram.path)
        do {
            try await deployment.start(keepsStores: !noStore)
            guard let target = LoadTarget(await deployment.regional) else {
                throw ExitStatus.unmeasurable
            }
            let study = LoadStudy(
                plan, target: target, process: await deployment.regionalProcess)
            let summary = try await study.run(progress: progress)
            await deployment.stop()
            return summary
        } catch {
            await deployment.stop()
            throw error
        }
    }
}
