"""qdrant-client's in-process mode behind Qdrant's gRPC services: an implementation that is independent of ours.

Prints its port, serves on loopback, and ends when its standard input does. Requests are converted by the client's own
converters; whatever they or the in-process mode do not know fails the call.
"""

import sys
from concurrent import futures

import grpc as transport
from qdrant_client import grpc
from qdrant_client.conversions.conversion import GrpcToRest, RestToGrpc
from qdrant_client.local.qdrant_local import QdrantLocal

local = QdrantLocal(":memory:")
created = {}


def answered(call):
    def wrapper(self, request, context):
        try:
            name = getattr(request, "collection_name", None)
            if name and name not in created and call.__name__ not in ("Create", "CollectionExists"):
                context.abort(transport.StatusCode.NOT_FOUND, f"Not found: Collection `{name}` doesn't exist!")
            return call(self, request)
        except (ValueError, TypeError, AssertionError) as refused:
            context.abort(transport.StatusCode.INVALID_ARGUMENT, f"{type(refused).__name__}: {refused}")

    return wrapper


class Health(grpc.QdrantServicer):
    def HealthCheck(self, request, context):
        return grpc.HealthCheckReply(title="qdrant-client in process", version="1.18.0")


class Collections(grpc.CollectionsServicer):
    @answered
    def CollectionExists(self, request):
        exists = request.collection_name in created
        return grpc.CollectionExistsResponse(result=grpc.CollectionExists(exists=exists))

    @answered
    def Create(self, request):
        local.create_collection(
            request.collection_name,
            vectors_config=GrpcToRest.convert_vectors_config(request.vectors_config),
            sparse_vectors_config=GrpcToRest.convert_sparse_vector_config(request.sparse_vectors_config),
        )
        created[request.collection_name] = request
        return grpc.CollectionOperationResponse(result=True)

    @answered
    def Delete(self, request):
        created.pop(request.collection_name)
        return grpc.CollectionOperationResponse(result=local.delete_collection(request.collection_name))

    @answered
    def Get(self, request):
        params = grpc.CollectionParams(vectors_config=created[request.collection_name].vectors_config)
        return grpc.GetCollectionInfoResponse(
            result=grpc.CollectionInfo(config=grpc.CollectionConfig(params=params))
        )


class Points(grpc.PointsServicer):
    @answered
    def CreateFieldIndex(self, request):
        return grpc.PointsOperationResponse(result=written(request.wait))

    @answered
    def UpdateBatch(self, request):
        operations = [GrpcToRest.convert_points_update_operation(operation) for operation in request.operations]
        local.batch_update_points(request.collection_name, operations)
        return grpc.UpdateBatchResponse(result=[written(request.wait) for _ in operations])

    @answered
    def QueryBatch(self, request):
        queries = [GrpcToRest.convert_query_points(query) for query in request.query_points]
        responses = local.query_batch_points(request.collection_name, queries)
        return grpc.QueryBatchResponse(
            result=[
                grpc.BatchResult(result=[RestToGrpc.convert_scored_point(point) for point in response.points])
                for response in responses
            ]
        )

    @answered
    def Count(self, request):
        filter_ = GrpcToRest.convert_filter(request.filter) if request.HasField("filter") else None
        count = local.count(request.collection_name, count_filter=filter_, exact=request.exact).count
        return grpc.CountResponse(result=grpc.CountResult(count=count))


def written(wait):
    status = grpc.UpdateStatus.Completed if wait else grpc.UpdateStatus.Acknowledged
    return grpc.UpdateResult(status=status)


def main():
    server = transport.server(
        futures.ThreadPoolExecutor(max_workers=1),
        options=[("grpc.max_receive_message_length", 32 << 20)],
    )
    grpc.add_QdrantServicer_to_server(Health(), server)
    grpc.add_CollectionsServicer_to_server(Collections(), server)
    grpc.add_PointsServicer_to_server(Points(), server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    sys.stdin.read()
    server.stop(None)


if __name__ == "__main__":
    main()
