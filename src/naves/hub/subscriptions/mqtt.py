"""Notifications over MQTT (GS CIM 009, 7.2): metadata and body in one message."""

from urllib.parse import unquote, urlsplit

import aiomqtt
import orjson

from naves.hub.store.subscriptions import Owed

_PROTOCOLS = {"mqtt3.1.1": aiomqtt.ProtocolVersion.V311, "mqtt5.0": aiomqtt.ProtocolVersion.V5}


class MqttSender:
    """One connection to one broker, opened with the first notification and kept while they come."""

    def __init__(self, destination: str) -> None:
        self._parts = urlsplit(destination)
        self._client: aiomqtt.Client | None = None
        self._protocol = ""

    async def send(self, owed: Owed) -> None:
        """Publish a notification; raises OSError when the broker does not take it."""
        notifier = owed.head.get("notifier", {})
        protocol = notifier.get("MQTT-Version", "mqtt5.0")
        try:
            quality = int(notifier.get("MQTT-QoS", "0"))
        except ValueError:
            quality = 0
        topic = unquote(urlsplit(owed.head["uri"]).path.lstrip("/"))
        message = orjson.dumps({"metadata": owed.head["headers"], "body": orjson.loads(owed.body)})
        try:
            client = await self._connected(protocol)
            await client.publish(topic, message, qos=min(max(quality, 0), 2))
        except aiomqtt.MqttError as error:
            await self.close()
            raise OSError(f"MQTT: {error}") from error

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            try:
                await client.__aexit__(None, None, None)
            except aiomqtt.MqttError:
                return

    async def _connected(self, protocol: str) -> aiomqtt.Client:
        if self._client is not None and protocol == self._protocol:
            return self._client
        await self.close()
        parts = self._parts
        secure = parts.scheme == "mqtts"
        client = aiomqtt.Client(
            hostname=parts.hostname or "localhost",
            port=parts.port or (8883 if secure else 1883),
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            protocol=_PROTOCOLS.get(protocol, aiomqtt.ProtocolVersion.V5),
            tls_params=aiomqtt.TLSParameters() if secure else None,
        )
        await client.__aenter__()
        self._client, self._protocol = client, protocol
        return client
