import DMEP
import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Evaluation

/// How the server of these tests answers.
private enum Manner: Sendable {
    case answers, refuses, closes, babbles
    /// Answers, but holds every answer back until so many milliseconds after its first connection.
    case stalls(Int64)
}

/// Reads requests that end with `</capriMessage>`.
private final class Server: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    private let manner: Manner
    private var text = ""
    private let begin: NIODeadline

    init(_ manner: Manner, begin: NIODeadline) {
        self.manner = manner
        self.begin = begin
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        text += String(buffer: unwrapInboundIn(data))
        guard text.hasSuffix("</capriMessage>\n") || text.hasSuffix("</capriMessage>") else {
            return
        }
        let id = text.firstMatch(of: /requestID="(\d+)"/).map { String($0.1) } ?? ""
        text = ""
        switch manner {
        case .answers: write(Self.answer(to: id), status: 200, context.channel)
        case .refuses: write(Self.refusal, status: 503, context.channel)
        case .babbles: write(Array("busy".utf8), status: 500, context.channel)
        case .closes: context.close(promise: nil)
        case .stalls(let milliseconds):
            let channel = context.channel
            context.eventLoop.scheduleTask(deadline: begin + .milliseconds(milliseconds)) {
                self.write(Self.answer(to: id), status: 200, channel)
            }
        }
    }

    private func write(_ body: [UInt8], status: Int, _ channel: any Channel) {
        var buffer = ByteBuffer(
            string: "HTTP/1.1 \(status) Is\r\nContent-Length: \(body.count)\r\n\r\n")
        buffer.writeBytes(body)
        channel.writeAndFlush(buffer, promise: nil)
    }

    private static func answer(to id: String) -> [UInt8] {
        let explanations = (0..<4).map {
            ExplanationStatement(
                assignments: [.init(component: "c\($0)", status: "FAIL")], probability: 0.25)
        }
        return encoded(
            .response(
                ServiceResponse(
                    kind: .diagnosis, requestID: id, serviceID: "diag:http", time: 1, cost: 0,
                    explanations: explanations)))
    }

    private static var refusal: [UInt8] {
        encoded(.problem(ProblemReport(kind: .requestRefused, reason: "ask again later")))
    }

    private static func encoded(_ message: Message) -> [UInt8] {
        DocumentCodec().encode(.messages(MessageBatch(time: 1, messages: [message])), as: .xml)
    }
}

@Suite("the engine of a load study")
struct LoadEngineTests {
    private func tally(
        _ manner: Manner, count: Int, seconds: Double, adjust: (inout LoadPlan) -> Void = { _ in }
    ) async throws -> LoadTally {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let begin = NIODeadline.now()
        let channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.pipeline.addHandler(Server(manner, begin: begin))
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        var plan = LoadPlan()
        plan.connections = 4
        plan.mostConnections = 16
        adjust(&plan)
        let target = try #require(LoadTarget("http://127.0.0.1:\(port)/regional"))
        let driver = LoadDriver(target: target, plan: plan)
        let phase = LoadPhase(
            evidence: .cached, level: .half, bar: 1, rate: Double(count) / seconds,
            seconds: seconds)
        let result: Result<LoadTally, any Error>
        do {
            result = .success(try await driver.run(phase))
        } catch {
            result = .failure(error)
        }
        await driver.shutdown()
        try await group.shutdownGracefully()
        return try result.get()
    }

    @Test("every request is answered once, and the answers are found to be right")
    func answers() async throws {
        let tally = try await tally(.answers, count: 300, seconds: 0.3)
        #expect(tally.latencies.count == 300)
        #expect(tally.refusals.isEmpty)
        #expect(tally.failures.isEmpty)
        #expect(tally.samples.count == 4)
        #expect(tally.flaws(format: .xml, evidence: .cached).isEmpty)
        // The same answers say that nobody was asked, which is wrong where somebody had to be.
        #expect(tally.flaws(format: .xml, evidence: .specialist).count == 4)
    }

    @Test("a refusal with a reason is told from silence and from babble")
    func refusals() async throws {
        let refused = try await tally(.refuses, count: 50, seconds: 0.1)
        #expect(refused.refusals == ["503 request-refused": 50])
        #expect(refused.failures.isEmpty)
        #expect(refused.flaws(format: .xml, evidence: .cached).isEmpty)
        let babbled = try await tally(.babbles, count: 50, seconds: 0.1)
        #expect(babbled.failures == ["500 without a reason": 50])
        let closed = try await tally(.closes, count: 50, seconds: 0.1)
        #expect(closed.failures == ["connection closed": 50])
    }

    @Test("a phase that is cancelled ends at once")
    func cancelled() async throws {
        let work = Task { try await tally(.stalls(60_000), count: 100, seconds: 0.5) }
        try await Task.sleep(for: .milliseconds(50))
        work.cancel()
        await #expect(throws: CancellationError.self) { _ = try await work.value }
    }

    @Test("where nobody listens every request fails")
    func nobody() async throws {
        let port = try LoopbackPorts.free(1)[0]
        let target = try #require(LoadTarget("http://127.0.0.1:\(port)/regional"))
        let driver = LoadDriver(target: target, plan: LoadPlan())
        let phase = LoadPhase(
            evidence: .cached, level: .half, bar: 1, rate: 100, seconds: 0.1)
        let tally = try await driver.run(phase)
        await driver.shutdown()
        #expect(tally.latencies.isEmpty)
        #expect(tally.failures == ["no connection": 10])
    }
}
