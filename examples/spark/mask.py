"""Masks the lines of a text file with Spark: spark-submit mask.py INPUT OUTPUT

Each partition runs one `tuomin pipe`; a partition whose program fails fails its task (checkCode), and Spark tries it again.
Tokens agree between partitions when all workers have the same TUOMIN_KEYS in their environment.
"""

import os
import sys

from pyspark import SparkContext

TUOMIN = os.environ.get("TUOMIN", "tuomin")

if __name__ == "__main__":
    source, target = sys.argv[1:3]
    context = SparkContext(appName="tuomin")
    lines = context.textFile(source)
    masked = lines.pipe(f"{TUOMIN} pipe", env=dict(os.environ), checkCode=True)
    masked.saveAsTextFile(target)
    context.stop()
