import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// What has come of one response so far; ends once, in an outcome.
final class HTTPExchange: Sendable {
    /// The outcome, once the exchange ended.
    let outcome = OneAnswer<HTTPOutcome>()
    let transferDuration: Duration?
    private let start: ContinuousClock.Instant
    private let bodyLimit: Int
    private let transferLimit: Int
    private let state: Mutex<State>

    private struct State {
        var response: HTTPOutcome
        var headAt: ContinuousClock.Instant?
        var lastByteAt: ContinuousClock.Instant?
        var isEnded = false
    }

    init(
        start: ContinuousClock.Instant, requestDate: Date, bodyLimit: Int, transferLimit: Int,
        transferDuration: Duration?
    ) {
        self.start = start
        self.bodyLimit = bodyLimit
        self.transferLimit = transferLimit
        self.transferDuration = transferDuration
        state = Mutex(
            State(
                response: HTTPOutcome(failure: nil, elapsed: .zero, requestDate: requestDate)))
    }

    func received(head: HTTPResponseHead) {
        state.withLock { state in
            let now = ContinuousClock.now
            state.headAt = now
            state.response.timeToFirstByte = now - start
            state.response.responseDate = Date()
            state.response.status = Int(head.status.code)
            state.response.fields = head.headers.map { HTTPField(name: $0.name, value: $0.value) }
        }
    }

    /// Takes more of the body; whether it is enough.
    func received(body: ByteBuffer) -> Bool {
        state.withLock { state in
            state.lastByteAt = ContinuousClock.now
            state.response.bodyByteCount += body.readableBytes
            let wanted = max(0, bodyLimit - state.response.body.count)
            if wanted > 0 { state.response.body += body.readableBytesView.prefix(wanted) }
            return state.response.bodyByteCount >= transferLimit
        }
    }

    /// Ends without failure; `isComplete` says whether the whole body came.
    func finish(isComplete: Bool, statistics: TCPStatistics?) {
        end(statistics) { $0.isComplete = isComplete }
    }

    /// Ends with a failure; what had come by then stays.
    func fail(_ channelEnd: ChannelEnd, statistics: TCPStatistics?) {
        end(statistics) { response in
            response.failure = channelEnd.failure
            response.errorNumber = channelEnd.errorNumber
            response.alert = channelEnd.alert
        }
    }

    private func end(
        _ statistics: TCPStatistics?, _ change: (inout HTTPOutcome) -> Void
    ) {
        let ended: HTTPOutcome? = state.withLock { state in
            guard !state.isEnded else { return nil }
            state.isEnded = true
            change(&state.response)
            state.response.elapsed = ContinuousClock.now - start
            state.response.statistics = statistics
            if let head = state.headAt, let last = state.lastByteAt {
                state.response.transferTime = last - head
            }
            return state.response
        }
        if let ended { outcome.give(ended) }
    }
}

/// Writes the request and hands on what comes.
final class HTTPExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let exchange: HTTPExchange
    private let head: HTTPRequestHead
    private let connection: TCPConnection
    private var timer: Scheduled<Void>?

    init(exchange: HTTPExchange, head: HTTPRequestHead, connection: TCPConnection) {
        self.exchange = exchange
        self.head = head
        self.connection = connection
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let exchange = exchange
        let connection = connection
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenFailure { error in
            // A reset on the way out; a response may still stand in the buffer.
            if case .connectionClosed = ChannelEnd(error).failure { return }
            exchange.fail(ChannelEnd(error), statistics: connection.statistics)
        }
        if !context.channel.isActive { channelInactive(context: context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            exchange.received(head: head)
            if let limit = exchange.transferDuration {
                let exchange = exchange
                let connection = connection
                timer = context.eventLoop.scheduleTask(in: TimeAmount(limit)) {
                    exchange.finish(isComplete: false, statistics: connection.statistics)
                }
            }
        case .body(let bytes):
            if exchange.received(body: bytes) {
                exchange.finish(isComplete: false, statistics: connection.statistics)
            }
        case .end:
            exchange.finish(isComplete: true, statistics: connection.statistics)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        exchange.fail(ChannelEnd(error), statistics: connection.statistics)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        exchange.fail(
            ChannelEnd(failure: .connectionClosed), statistics: connection.statistics)
        context.fireChannelInactive()
    }
}
