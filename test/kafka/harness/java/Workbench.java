import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Exit;

/**
 * Kafka's own Java clients and command line tools behind lines of JSON: one request a line on standard input, one answer a line on
 * standard output. Keeps one JVM for all of a test run, and ends with its standard input.
 */
public final class Workbench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Integer exitCode;
  private static final Map<String, Consuming> consumers = new ConcurrentHashMap<>();
  private static final Map<String, Producing> producers = new ConcurrentHashMap<>();
  private static final Map<String, Admin> admins = new ConcurrentHashMap<>();

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Exit.setExitProcedure(Workbench::exit);
    Exit.setHaltProcedure(Workbench::exit);
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode request = JSON.readTree(line);
      ObjectNode answer = JSON.createObjectNode();
      answer.set("id", request.get("id"));
      try {
        answer.set("value", JSON.valueToTree(perform(request)));
      } catch (Throwable failure) {
        Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        answer.put("error", cause.toString());
      }
      answers.println(JSON.writeValueAsString(answer));
      answers.flush();
    }
    Runtime.getRuntime().halt(0);
  }

  /** Tools end the JVM when they are done; ours lives on. What they then make of our exception must not change the code they chose. */
  private static void exit(int code, String message) {
    if (exitCode == null) exitCode = code;
    throw new Exited(code, message);
  }

  private static Object perform(JsonNode r) throws Exception {
    switch (r.get("do").asText()) {
      case "cli": return cli(r);
      case "createTopics": return createTopics(r);
      case "deleteTopics": admin(r).deleteTopics(strings(r.get("topics"))).all().get(); return true;
      case "produce": return produce(r);
      case "produceRecords": return produceRecords(r);
      case "readValues": return readValues(r);
      case "openTransaction": return openTransaction(r);
      case "deleteRecords": return deleteRecords(r);
      case "commit": return commit(r);
      case "deleteGroup": admin(r).deleteConsumerGroups(List.of(r.get("group").asText())).all().get(); return true;
      case "startConsumer": return startConsumer(r);
      case "stopConsumer": consumers.remove(r.get("name").asText()).end(); return true;
      case "consumers": return consumerStates();
      case "startProducer": return startProducer(r);
      case "stopProducer": return stopProducer(r);
      case "allow": return allow(r);
      default: throw new IllegalArgumentException("unknown request " + r.get("do"));
    }
  }

  private static Map<String, Object> cli(JsonNode r) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream oldOut = System.out;
    PrintStream oldErr = System.err;
    exitCode = null;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    tellScala(System.out);
    try {
      Class.forName(r.get("tool").asText()).getMethod("main", String[].class)
          .invoke(null, (Object) strings(r.get("args")).toArray(new String[0]));
    } catch (java.lang.reflect.InvocationTargetException failure) {
      if (!(failure.getCause() instanceof Exited)) throw (Exception) failure.getCause();
    } finally {
      System.setOut(oldOut);
      System.setErr(oldErr);
    }
    int code = exitCode == null ? 0 : exitCode;
    return Map.of("code", code, "out", out.toString(StandardCharsets.UTF_8), "err", err.toString(StandardCharsets.UTF_8));
  }

  /** Tools in Scala print where System.out went when the first of them ran, unless they are told. */
  private static void tellScala(PrintStream out) throws Exception {
    Class<?> console = Class.forName("scala.Console$");
    console.getMethod("setOutDirect", PrintStream.class).invoke(console.getField("MODULE$").get(null), out);
  }

  private static Object createTopics(JsonNode r) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    for (JsonNode t : r.get("topics")) {
      NewTopic topic;
      if (t.hasNonNull("assignments")) {
        Map<Integer, List<Integer>> assignments = new HashMap<>();
        int partition = 0;
        for (JsonNode replicas : t.get("assignments")) assignments.put(partition++, integers(replicas));
        topic = new NewTopic(t.get("name").asText(), assignments);
      } else {
        topic = new NewTopic(t.get("name").asText(), t.get("partitions").asInt(), (short) t.get("replication").asInt());
      }
      if (t.hasNonNull("configs")) {
        Map<String, String> configs = new HashMap<>();
        t.get("configs").fields().forEachRemaining(e -> configs.put(e.getKey(), e.getValue().asText()));
        topic.configs(configs);
      }
      topics.add(topic);
    }
    try {
      admin(r).createTopics(topics).all().get();
    } catch (ExecutionException failure) {
      if (!(failure.getCause() instanceof TopicExistsException)) throw failure;
    }
    return topics.size();
  }

  /**
   * A producer of its own for each request: one that outlives a broker's death keeps connections and a producer id from before it.
   * It gives up before the tests do, so that they can say why.
   */
  private static Object produce(JsonNode r) throws Exception {
    Properties p = properties(r);
    p.put("request.timeout.ms", "15000");
    p.put("delivery.timeout.ms", "60000");
    byte[] value = new byte[r.hasNonNull("bytes") ? r.get("bytes").asInt() : 100];
    String topic = r.get("topic").asText();
    int count = r.get("count").asInt();
    long time = r.hasNonNull("firstTimestamp") ? r.get("firstTimestamp").asLong() : -1;
    long step = r.hasNonNull("step") ? r.get("step").asLong() : 0;
    List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> sender = new KafkaProducer<>(p)) {
      for (JsonNode partition : r.get("partitions")) {
        for (int i = 0; i < count; i++) {
          Long timestamp = time < 0 ? null : Long.valueOf(time + i * step);
          sent.add(sender.send(new ProducerRecord<>(topic, partition.asInt(), timestamp, null, value)));
        }
      }
      sender.flush();
      for (java.util.concurrent.Future<?> one : sent) one.get();
    }
    return sent.size();
  }

  /** Records as told, by a producer of its own: `config` may name a compression, `transaction` is commit or abort. */
  private static Object produceRecords(JsonNode r) throws Exception {
    Properties p = properties(r);
    String transaction = r.hasNonNull("transaction") ? r.get("transaction").asText() : null;
    if (transaction != null) p.put("transactional.id", r.get("name").asText());
    List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(p)) {
      if (transaction != null) {
        producer.initTransactions();
        producer.beginTransaction();
      }
      for (JsonNode one : r.get("records")) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(r.get("topic").asText(), r.has("partition") ? (Integer) r.get("partition").asInt() : null,
            bytes(one.get("key")), bytes(one.get("value")));
        if (one.hasNonNull("headers")) {
          for (JsonNode h : one.get("headers")) record.headers().add(h.get("name").asText(), bytes(h.get("value")));
        }
        sent.add(producer.send(record));
      }
      producer.flush();
      for (java.util.concurrent.Future<?> one : sent) one.get();
      if ("commit".equals(transaction)) producer.commitTransaction();
      if ("abort".equals(transaction)) producer.abortTransaction();
    }
    return sent.size();
  }

  private static byte[] bytes(JsonNode base64) {
    return base64 == null || base64.isNull() ? null : java.util.Base64.getDecoder().decode(base64.asText());
  }

  /** Leaves the transaction open until the producer "name" is stopped, which aborts it. */
  private static Object openTransaction(JsonNode r) throws Exception {
    Properties p = properties(r);
    p.put("transactional.id", r.get("name").asText());
    p.put("transaction.timeout.ms", "600000");
    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(p);
    producer.initTransactions();
    producer.beginTransaction();
    for (int i = 0; i < r.get("count").asInt(); i++) {
      producer.send(new ProducerRecord<>(r.get("topic").asText(), r.get("partition").asInt(), null, new byte[50])).get();
    }
    producers.put(r.get("name").asText(), new Producing(producer, null, 0, 0, 0, true));
    return true;
  }

  private static Object deleteRecords(JsonNode r) throws Exception {
    TopicPartition partition = new TopicPartition(r.get("topic").asText(), r.get("partition").asInt());
    return admin(r).deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(r.get("before").asLong())))
        .lowWatermarks().get(partition).get().lowWatermark();
  }

  private static Object commit(JsonNode r) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (JsonNode o : r.get("offsets")) {
      String metadata = o.hasNonNull("metadata") ? o.get("metadata").asText() : "";
      offsets.put(new TopicPartition(o.get("topic").asText(), o.get("partition").asInt()),
          new OffsetAndMetadata(o.get("offset").asLong(), metadata));
    }
    admin(r).alterConsumerGroupOffsets(r.get("group").asText(), offsets).all().get();
    return offsets.size();
  }

  /** Values of a partition from its beginning, in base64, read without a group. */
  private static Object readValues(JsonNode r) {
    TopicPartition partition = new TopicPartition(r.get("topic").asText(), r.get("partition").asInt());
    int count = r.get("count").asInt();
    List<String> values = new ArrayList<>();
    Properties p = properties(r);
    p.put("enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(p)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + 30_000_000_000L;
      while (values.size() < count && System.nanoTime() < end)
        for (var record : consumer.poll(Duration.ofMillis(500))) values.add(java.util.Base64.getEncoder().encodeToString(record.value()));
    }
    return values;
  }

  private static Object startConsumer(JsonNode r) {
    Properties p = properties(r);
    p.put("group.id", r.get("group").asText());
    p.put("auto.offset.reset", "earliest");
    p.put("enable.auto.commit", "false");
    Consuming consuming = new Consuming(new KafkaConsumer<>(p), strings(r.get("topics")),
        r.hasNonNull("perSecond") ? r.get("perSecond").asDouble() : Double.POSITIVE_INFINITY,
        !r.hasNonNull("commit") || r.get("commit").asBoolean());
    consumers.put(r.get("name").asText(), consuming);
    consuming.start();
    return true;
  }

  private static Object consumerStates() {
    Map<String, Object> states = new HashMap<>();
    consumers.forEach((name, c) -> states.put(name, Map.of("assigned", c.assigned, "received", c.received,
        "idlePolls", c.idlePolls, "failure", String.valueOf(c.failure))));
    return states;
  }

  private static Object startProducer(JsonNode r) {
    Producing producing = new Producing(new KafkaProducer<>(properties(r)), r.get("topic").asText(), r.get("partitions").asInt(),
        r.get("perSecond").asDouble(), r.hasNonNull("bytes") ? r.get("bytes").asInt() : 200, false);
    producers.put(r.get("name").asText(), producing);
    producing.start();
    return true;
  }

  private static Object stopProducer(JsonNode r) throws Exception {
    Producing producing = producers.remove(r.get("name").asText());
    if (producing == null) throw new IllegalArgumentException("no producer " + r.get("name").asText() + " was started");
    producing.end();
    return true;
  }

  private static Object allow(JsonNode r) throws Exception {
    List<AclBinding> bindings = new ArrayList<>();
    for (JsonNode a : r.get("acls")) {
      bindings.add(new AclBinding(
          new ResourcePattern(ResourceType.fromString(a.get("resource").asText()), a.get("name").asText(), PatternType.LITERAL),
          new AccessControlEntry("User:" + a.get("user").asText(), "*", AclOperation.fromString(a.get("operation").asText()),
              AclPermissionType.ALLOW)));
    }
    admin(r).createAcls(bindings).all().get();
    return bindings.size();
  }

  private static Admin admin(JsonNode r) {
    return admins.computeIfAbsent(r.get("bootstrap").asText(), address -> Admin.create(properties(r)));
  }

  private static Properties properties(JsonNode r) {
    Properties p = new Properties();
    p.put("bootstrap.servers", r.get("bootstrap").asText());
    p.put("key.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    p.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    p.put("key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    p.put("value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    if (r.hasNonNull("config")) r.get("config").fields().forEachRemaining(e -> p.put(e.getKey(), e.getValue().asText()));
    return p;
  }

  private static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    for (JsonNode one : array) all.add(one.asText());
    return all;
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> all = new ArrayList<>();
    for (JsonNode one : array) all.add(one.asInt());
    return all;
  }

  /** Polls until ended; commits what it received after each poll. */
  private static final class Consuming extends Thread {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final double perSecond;
    private final boolean commits;
    volatile boolean ended;
    volatile int assigned;
    volatile long received;
    volatile int idlePolls;
    volatile Throwable failure;

    Consuming(KafkaConsumer<byte[], byte[]> consumer, List<String> topics, double perSecond, boolean commits) {
      this.consumer = consumer;
      this.topics = topics;
      this.perSecond = perSecond;
      this.commits = commits;
      setDaemon(true);
    }

    @Override public void run() {
      try {
        consumer.subscribe(topics);
        while (!ended) {
          int count = consumer.poll(Duration.ofMillis(200)).count();
          assigned = consumer.assignment().size();
          if (count == 0) {
            idlePolls++;
            continue;
          }
          received += count;
          if (commits) consumer.commitSync();
          idlePolls = 0;
          if (perSecond < Double.POSITIVE_INFINITY) Thread.sleep((long) Math.min(5000, 1000 * count / perSecond));
        }
      } catch (Throwable problem) {
        if (!ended) failure = problem;
      } finally {
        consumer.close();
      }
    }

    void end() throws InterruptedException {
      ended = true;
      consumer.wakeup();
      join(10_000);
    }
  }

  /** Sends at a steady rate to the partitions in turn until ended. */
  private static final class Producing extends Thread {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int partitions;
    private final double perSecond;
    private final int bytes;
    private final boolean transactional;
    private volatile boolean ended;

    Producing(KafkaProducer<byte[], byte[]> producer, String topic, int partitions, double perSecond, int bytes, boolean transactional) {
      this.producer = producer;
      this.topic = topic;
      this.partitions = partitions;
      this.perSecond = perSecond;
      this.bytes = bytes;
      this.transactional = transactional;
      setDaemon(true);
    }

    @Override public void run() {
      double due = 0;
      int next = 0;
      try {
        while (!ended) {
          for (due += perSecond / 10; due >= 1; due--) {
            producer.send(new ProducerRecord<>(topic, next++ % partitions, null, new byte[bytes]));
          }
          Thread.sleep(100);
        }
      } catch (InterruptedException stop) {
        // Ended.
      }
    }

    void end() throws InterruptedException {
      ended = true;
      if (transactional) producer.abortTransaction();
      else join(5_000);
      producer.close(Duration.ofSeconds(5));
    }
  }

  private static final class Exited extends RuntimeException {
    Exited(int code, String message) {
      super("exit " + code + (message == null ? "" : ": " + message));
    }
  }
}
