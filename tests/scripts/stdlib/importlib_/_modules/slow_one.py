import time
begun = True
time.sleep(0.1)
finished = True
