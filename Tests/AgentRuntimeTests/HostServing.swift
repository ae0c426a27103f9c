import DMEP
import Foundation

@testable import AgentRuntime

/// Answers every document for whoever asks, with the requester in the reason of a problem.
let requesterHandler: DocumentHandler = {
    (_, requester) async throws(ExchangeRefusal) -> Document in
    let types = requester.permittedTypes.map { $0.sorted().joined(separator: ",") } ?? "any"
    let text =
        "\(requester.authenticatedURI ?? "stranger") \(types) \(requester.autonomousSystem ?? 0)"
    return .messages(
        MessageBatch(
            time: 1, messages: [.problem(ProblemReport(kind: .requestRefused, reason: text))]))
}

/// Runs a server on a free port while `body` runs.
func serving<Value: Sendable>(
    _ handlers: [String: DocumentHandler] = [:], hosts: [AgentHost] = [],
    ontologies: [String: [UInt8]] = [:],
    authentication: RequesterAuthentication = RequesterAuthentication(),
    configure: (inout AgentServerConfiguration) -> Void = { _ in },
    _ body: (Int) async throws -> Value
) async throws -> Value {
    var configuration = AgentServerConfiguration()
    configuration.stopsOnSignals = false
    configure(&configuration)
    var handlers = handlers
    for host in hosts { handlers[host.path] = host.documentHandler }
    let server = try AgentServer(
        configuration: configuration, authentication: authentication, handlers: handlers,
        ontologies: ontologies, detail: { Array(#"{"agents":1}"#.utf8) })
    let (ports, source) = AsyncStream.makeStream(of: Int.self)
    let running = Task {
        defer { source.finish() }
        try await server.run(driving: hosts) { source.yield($0) }
    }
    var port: Int?
    for await first in ports {
        port = first
        break
    }
    guard let port else {
        try await running.value
        throw RawConnection.Failure(description: "the server ended before it listened")
    }
    let result: Result<Value, any Error>
    do {
        result = .success(try await body(port))
    } catch {
        result = .failure(error)
    }
    running.cancel()
    try await running.value
    return try result.get()
}

/// A batch as it is posted.
func posted(_ batch: MessageBatch = .request(), as format: DocumentFormat = .xml) -> [UInt8] {
    DocumentCodec().encode(.messages(batch), as: format)
}

/// The batch in an HTTP answer.
func batch(in answer: String, as format: DocumentFormat = .xml) throws -> MessageBatch {
    let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2,
        case .messages(let batch) = try DocumentCodec().decode(Array(parts[1].utf8), as: format)
    else { throw RawConnection.Failure(description: "no batch in \(answer)") }
    return batch
}

/// The report in an HTTP answer that holds one problem.
func problem(in answer: String, as format: DocumentFormat = .xml) throws -> ProblemReport {
    guard case .problem(let report)? = try batch(in: answer, as: format).messages.first else {
        throw RawConnection.Failure(description: "no problem in \(answer)")
    }
    return report
}

let xmlType = "Content-Type: application/xml"
let jsonType = "Content-Type: application/json; charset=UTF-8"
