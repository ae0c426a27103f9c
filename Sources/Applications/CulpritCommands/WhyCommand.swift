import AgentRoles
import ArgumentParser
import Foundation
import InternetProtocols
import Ontology
import Reasoning

/// The verb `culprit why URL`.
struct WhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Says why a page cannot be reached from this device.",
        discussion: """
            Visits the page as a browser would, makes the tests that pay, and names what is to blame, how sure \
            that is, on what evidence, and what to do next. Needs no configuration and no root.

            Examples:
              culprit why https://www.example.com/
              culprit why www.example.com --json
              culprit why https://www.example.com/ --slow --explain
              culprit why https://www.example.com/ --directory https://directory.example/directory

            Exit status: 0 the page is reachable, 1 a fault was found, 2 the arguments cannot be used, \
            3 undecided, 4 nothing could be measured.
            """)

    @Argument(help: "The page: http://..., https://..., or just a host name.")
    var url: String

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    @Flag(help: "Show the network that is reasoned over and the value of every test, step by step.")
    var explain = false

    @Flag(help: "Judge a page that loads, too: is it slow, and why?")
    var slow = false

    @Flag(help: "Make every test that can be made, whatever it would tell: to compare with.")
    var everything = false

    @Option(help: "How sure to be before stopping, between 0.5 and 0.999.")
    var confidence = 0.9

    @Option(help: "How many seconds the diagnosis may take, 1 to 600.")
    var timeout = 20.0

    @Option(help: "How much may be spent on tests: a millisecond costs 1, a packet 5.")
    var budget = 20_000.0

    @Option(help: "Ask this name server in place of the system's: ADDRESS or ADDRESS:PORT.")
    var resolver: String?

    @Option(help: "Send through this network interface.")
    var interface: String?

    @Flag(name: .customShort("4"), help: "Use IPv4 only.")
    var ipv4 = false

    @Flag(name: .customShort("6"), help: "Use IPv6 only.")
    var ipv6 = false

    @OptionGroup(title: "Other agents")
    var agents: WhyAgentOptions

    @Option(help: "Read classes, causes and tests from this file in place of the shipped one.")
    var ontology: String?

    @Option(help: "Read probabilities from this file in place of the shipped one.")
    var knowledge: String?

    @Option(help: "Read the places to compare with from this file in place of the shipped one.")
    var landmarks: String?

    func validate() throws {
        _ = try target()
        _ = try diagnosisOptions()
    }

    private func target() throws -> TargetURL {
        do {
            return try TargetURL(url)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() async throws {
        let target = try target()
        let options = try diagnosisOptions()
        let agent = try userAgent()
        let meter = ProgressLine(
            isShown: isatty(STDERR_FILENO) == 1 && options.environment["TERM"] != "dumb")
        let report: DiagnosisReport
        do {
            report = try await agent.diagnose(target, options: options) { meter.show($0) }
            meter.clear()
        } catch let error as KnowledgeError {
            meter.clear()
            throw ValidationError(error.description)
        } catch {
            meter.clear()
            StandardError.write("culprit: the diagnosis of \(target) failed: \(error)\n")
            throw ExitStatus.unmeasurable
        }
        if json {
            try StandardOutput.write(WhyJSON(report, explains: explain).text + "\n")
        } else {
            let style = TerminalStyle(
                descriptor: STDOUT_FILENO, environment: options.environment)
            try StandardOutput.write(WhyText(report, style: style, explains: explain).text)
        }
        let status = WhyStatus.of(report)
        if status != .success { throw status }
    }

    private func diagnosisOptions() throws -> DiagnosisOptions {
        guard (0.5...0.999).contains(confidence) else {
            throw ValidationError("--confidence must lie between 0.5 and 0.999, not \(confidence)")
        }
        guard (1...600).contains(timeout) else {
            throw ValidationError("--timeout must lie between 1 and 600 seconds, not \(timeout)")
        }
        guard budget >= 0, budget.isFinite else {
            throw ValidationError("--budget must not be negative, not \(budget)")
        }
        guard !(ipv4 && ipv6) else { throw ValidationError("-4 and -6 exclude each other") }
        var options = DiagnosisOptions()
        options.confidence = confidence
        options.timeout = .seconds(timeout)
        options.budget = budget
        options.interface = interface
        options.family = ipv4 ? .ipv4 : ipv6 ? .ipv6 : nil
        options.judgesSlowness = slow
        options.asksEverything = everything
        options.explains = explain
        options.environment = ProcessInfo.processInfo.environment
        options.network = try agents.network()
        if let resolver {
            if let address = IPAddress(resolver) {
                options.resolver = IPEndpoint(address, port: 53)
            } else if let endpoint = IPEndpoint(resolver) {
                options.resolver = endpoint
            } else {
                throw ValidationError(
                    "--resolver takes an address such as 192.0.2.53 or [2001:db8::53]:53, "
                        + "not `\(resolver)`")
            }
        }
        return options
    }

    private func userAgent() throws -> UserAgent {
        do {
            // Files given are read, and refused, before anything is sent; what is shipped is read meanwhile.
            let vocabulary = try ontology.map {
                try WhyVocabulary(text: TextFile.read($0), file: $0)
            }
            let places = try landmarks.map { try Landmarks(text: TextFile.read($0), file: $0) }
            let beliefs = try knowledge.map {
                try WhyKnowledge(
                    about: vocabulary ?? .shipped(), text: TextFile.read($0), file: $0)
            }
            if vocabulary != nil || beliefs != nil {
                _ = try (beliefs ?? WhyKnowledge.shipped(about: vocabulary ?? .shipped()))
                    .diagnoser()
            }
            return UserAgent(
                vocabulary: { try vocabulary ?? .shipped() },
                knowledge: { try beliefs ?? .shipped(about: $0) },
                landmarks: { try places ?? .shipped() })
        } catch let error as KnowledgeError {
            throw ValidationError(error.description)
        } catch let error as ReasoningError {
            throw ValidationError(error.description)
        } catch let error as TextFile.Failure {
            throw ValidationError(error.description)
        }
    }
}

/// Which exit status a report amounts to.
enum WhyStatus {
    static func of(_ report: DiagnosisReport) -> ExitStatus {
        let diagnosis = report.diagnosis
        if diagnosis.verdict.className == "none" {
            return diagnosis.isReachable ? .success : .undecided
        }
        if diagnosis.isReachable { return .success }
        return report.isDecided && !diagnosis.indistinguishable.contains("none")
            ? .fault : .undecided
    }
}

/// Reading of files named on the command line.
enum TextFile {
    /// What is wrong with a file.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Longer files are not knowledge.
    private static let limit = 4 << 20

    static func read(_ path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Failure(description: "\(path) cannot be opened: does it exist, may you read it?")
        }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: limit + 1) else {
            throw Failure(description: "\(path) cannot be read")
        }
        guard data.count <= limit else {
            throw Failure(description: "\(path) is larger than \(limit) bytes")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw Failure(description: "\(path) is not UTF-8 text")
        }
        return text
    }
}
